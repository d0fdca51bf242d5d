<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA">
<context>
    <name>Calls</name>
    <message>
        <source>This call does not ring any more.</source>
        <translation>Cet appel ne sonne plus.</translation>
    </message>
    <message>
        <source>You are not on this call.</source>
        <translation>Vous n’êtes pas sur cet appel.</translation>
    </message>
    <message>
        <source>This call is over.</source>
        <translation>Cet appel est terminé.</translation>
    </message>
    <message>
        <source>The caller withheld the number, so there is nothing to call back.</source>
        <translation>L’appelant a masqué son numéro&#xa0;: il n’y a rien à rappeler.</translation>
    </message>
    <message>
        <source>There is no number to call.</source>
        <translation>Il n’y a pas de numéro à appeler.</translation>
    </message>
    <message>
        <source>You are not signed in, so the phone system takes no commands from here.</source>
        <translation>Vous n’êtes pas connecté&#xa0;: le système téléphonique n’accepte pas de commande d’ici.</translation>
    </message>
    <message>
        <source>The phone system has not said yet which extension is yours. Try again in a moment.</source>
        <translation>Le système téléphonique n’a pas encore dit quel poste est le vôtre. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>This call is not known any more.</source>
        <translation>Cet appel n’est plus connu.</translation>
    </message>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n appel manqué</numerusform>
            <numerusform>%n appels manqués</numerusform>
        </translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>En communication</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Appel en cours</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>Appel entrant</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Répondu</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Answered elsewhere</source>
        <translation>Répondu ailleurs</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Manqué</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Pas de réponse</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>Sortant</translation>
    </message>
    <message>
        <source>Withheld number</source>
        <translation>Numéro masqué</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>{state}: {who}</source>
        <comment>what a screen reader says of a card</comment>
        <translation>{state}&#xa0;: {who}</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>Copier le numéro</translation>
    </message>
    <message>
        <source>Open ScreenPop</source>
        <translation>Ouvrir ScreenPop</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer la fiche</translation>
    </message>
    <message>
        <source>The phone system took the command, but the call has not changed yet.</source>
        <translation>Le système téléphonique a reçu la commande, mais l’appel n’a pas encore changé.</translation>
    </message>
    <message>
        <source>Your phone rings first. Pick it up to be connected.</source>
        <translation>Votre téléphone sonne d’abord. Décrochez pour être mis en communication.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Répondre</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Réponse…</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>Declining…</source>
        <translation>Refus…</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Raccrocher</translation>
    </message>
    <message>
        <source>Hanging up…</source>
        <translation>Fin de l’appel…</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Calling…</source>
        <translation>Appel…</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Ajouter une note</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Add a note to this call…</source>
        <translation>Ajouter une note à cet appel…</translation>
    </message>
    <message>
        <source>Note to this call</source>
        <translation>Note sur cet appel</translation>
    </message>
    <message>
        <source>{action} {who}</source>
        <comment>what a screen reader says of a button: Answer David Ward</comment>
        <translation>{action}&#xa0;: {who}</translation>
    </message>
    <message>
        <source>Stopped ringing</source>
        <translation>Ne sonne plus</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>manqué</translation>
    </message>
    <message>
        <source>went to voicemail</source>
        <translation>vers la messagerie vocale</translation>
    </message>
    <message>
        <source>to you</source>
        <translation>pour vous</translation>
    </message>
    <message>
        <source>by a colleague</source>
        <translation>par un collègue</translation>
    </message>
    <message>
        <source>passed on to you</source>
        <translation>transféré à vous</translation>
    </message>
    <message>
        <source>Internal call</source>
        <translation>Appel interne</translation>
    </message>
    <message>
        <source>First call from this number</source>
        <translation>Premier appel de ce numéro</translation>
    </message>
    <message>
        <source>with a colleague</source>
        <translation>avec un collègue</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>Appel entrant</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Pas de réponse</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>Appel terminé</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Answered elsewhere</source>
        <translation>Répondu ailleurs</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>Appel manqué</translation>
    </message>
    <message>
        <source>to {dialled}</source>
        <comment>a queue or a number</comment>
        <translation>pour {dialled}</translation>
    </message>
    <message>
        <source>by {colleague}</source>
        <translation>par {colleague}</translation>
    </message>
    <message>
        <source>passed on by {colleague}</source>
        <translation>transféré par {colleague}</translation>
    </message>
    <message>
        <source>you called</source>
        <translation>appel de votre part</translation>
    </message>
    <message>
        <source>you called, no answer</source>
        <translation>appel de votre part, sans réponse</translation>
    </message>
    <message>
        <source>with you</source>
        <translation>avec vous</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>with {colleague}</source>
        <translation>avec {colleague}</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Appel en cours</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>En communication</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>Dernier appel</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Your note was not saved. {reason}</source>
        <translation>Votre note n’a pas été enregistrée. {reason}</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Aucun contact pour le moment</translation>
    </message>
    <message>
        <source>Callers are named as the phone system tells, and colleagues by the phone system&apos;s list.</source>
        <translation>Les appelants portent le nom qu’annonce le système téléphonique, et les collègues celui de sa liste.</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Open ScreenPop</source>
        <translation>Ouvrir ScreenPop</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Quit ScreenPop</source>
        <translation>Quitter ScreenPop</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Ne pas déranger</translation>
    </message>
    <message>
        <source>For 30 minutes</source>
        <translation>Pendant 30 minutes</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Pendant 1 heure</translation>
    </message>
    <message>
        <source>For 2 hours</source>
        <translation>Pendant 2 heures</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Jusqu’à demain</translation>
    </message>
    <message>
        <source>Until I turn it off</source>
        <translation>Jusqu’à ce que je le désactive</translation>
    </message>
    <message>
        <source>Answer {who}</source>
        <translation>Répondre à {who}</translation>
    </message>
    <message>
        <source>Decline {who}</source>
        <translation>Refuser l’appel&#xa0;: {who}</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Aucun appel pour le moment</translation>
    </message>
    <message>
        <source>{who}, {how}, {moment}</source>
        <comment>David Ward, missed, yesterday 14:10</comment>
        <translation>{who}, {how}, {moment}</translation>
    </message>
    <message>
        <source>Hang up {who}</source>
        <translation>Raccrocher avec {who}</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Starting.</source>
        <translation>Démarrage en cours.</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Sonnerie</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>En communication</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Après-appel</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Ne pas déranger</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Do not disturb until {moment}</source>
        <translation>Ne pas déranger jusqu’à {moment}</translation>
    </message>
    <message>
        <source>{presence} since {moment}</source>
        <translation>{presence} depuis {moment}</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Cancel the sign-in</source>
        <translation>Annuler la connexion</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
</context>
<context>
    <name>Stack</name>
    <message numerus="yes">
        <source>%n more calls</source>
        <translation>
            <numerusform>%n autre appel</numerusform>
            <numerusform>%n autres appels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Getting ready to receive calls.</source>
        <translation>Préparation à la réception des appels.</translation>
    </message>
    <message>
        <source>The way in is closed.</source>
        <translation>La voie d’entrée est fermée.</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Abonné</translation>
    </message>
    <message>
        <source>Public address ready</source>
        <translation>Adresse publique prête</translation>
    </message>
    <message>
        <source>Local network listening</source>
        <translation>Réseau local à l’écoute</translation>
    </message>
    <message>
        <source>This computer listening</source>
        <translation>Cet ordinateur à l’écoute</translation>
    </message>
    <message>
        <source>{way} connected</source>
        <translation>{way}&#xa0;: en liaison</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relais</translation>
    </message>
    <message>
        <source>SSH tunnel</source>
        <translation>Tunnel SSH</translation>
    </message>
    <message>
        <source>ngrok tunnel</source>
        <translation>Tunnel ngrok</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>Adresse publique</translation>
    </message>
    <message>
        <source>Local network</source>
        <translation>Réseau local</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Not subscribed: no way in</source>
        <translation>Non abonné&#xa0;: aucune voie d’entrée</translation>
    </message>
    <message>
        <source>Subscribing…</source>
        <translation>Abonnement en cours…</translation>
    </message>
    <message>
        <source>Subscribed, waiting for a sign of life</source>
        <translation>Abonné, en attente d’un signe de vie</translation>
    </message>
    <message>
        <source>Subscription in trouble</source>
        <translation>Abonnement en difficulté</translation>
    </message>
    <message>
        <source>Subscription ran out</source>
        <translation>Abonnement expiré</translation>
    </message>
    <message>
        <source>Subscribed until {moment}</source>
        <translation>Abonné jusqu’à {moment}</translation>
    </message>
    <message>
        <source>{way} connecting…</source>
        <translation>{way}&#xa0;: connexion…</translation>
    </message>
    <message>
        <source>{way} not connected</source>
        <translation>{way}&#xa0;: hors liaison</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}&#xa0;h {minutes}&#xa0;min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}&#xa0;s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}&#xa0;min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours}&#xa0;h</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day} {month} {year}</translation>
    </message>
    <message>
        <source>{hour:02}:{minute:02}</source>
        <translation>{hour}&#xa0;h&#xa0;{minute:02}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>hier {time}</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>demain {time}</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <comment>Mon 09:14</comment>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <comment>12 Nov</comment>
        <translation>{day} {month}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>ScreenPop is still starting. Try again in a moment.</source>
        <translation>ScreenPop démarre encore. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Starting.</source>
        <translation>Démarrage en cours.</translation>
    </message>
    <message>
        <source>ScreenPop: {doing}, {missed}</source>
        <translation>ScreenPop&#xa0;: {doing}, {missed}</translation>
    </message>
    <message>
        <source>ScreenPop: {doing}</source>
        <translation>ScreenPop&#xa0;: {doing}</translation>
    </message>
    <message>
        <source>on a call with {who}</source>
        <translation>en communication avec {who}</translation>
    </message>
    <message>
        <source>calling {who}</source>
        <translation>appel vers {who}</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>{who} vous appelle</translation>
    </message>
    <message>
        <source>offline. {reason}</source>
        <translation>hors ligne. {reason}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n manqué</numerusform>
            <numerusform>%n manqués</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Répondre</translation>
    </message>
    <message>
        <source>Call back {who}</source>
        <translation>Rappeler {who}</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Raccrocher</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Aucun appel pour le moment</translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation>Derniers appels</translation>
    </message>
    <message>
        <source>{action} {who}</source>
        <comment>what a screen reader says of a button: Answer David Ward</comment>
        <translation>{action}&#xa0;: {who}</translation>
    </message>
</context>
</TS>
