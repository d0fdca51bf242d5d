<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA">
<context>
    <name>Actions</name>
    <message>
        <source>There are no rules. Add one below [[actions.rule]] in the settings.</source>
        <translation>Il n’y a pas de règle. Ajoutez-en une sous [[actions.rule]] dans les réglages.</translation>
    </message>
    <message>
        <source>No browser could be started.</source>
        <translation>Aucun navigateur n’a pu être lancé.</translation>
    </message>
    <message>
        <source>This call is not known any more.</source>
        <translation>Cet appel n’est plus connu.</translation>
    </message>
</context>
<context>
    <name>Assistant</name>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Étape {number} de {count}</translation>
    </message>
    <message>
        <source>Setting up ScreenPop</source>
        <translation>Configuration de ScreenPop</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>Continuer plus tard</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Your office</source>
        <translation>Votre bureau</translation>
    </message>
    <message>
        <source>Invites</source>
        <translation>Invitations</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>All is set</source>
        <translation>Tout est prêt</translation>
    </message>
    <message>
        <source>Link of the invite</source>
        <translation>Lien de l’invitation</translation>
    </message>
    <message>
        <source>Open the invite&apos;s file…</source>
        <translation>Ouvrir le fichier de l’invitation…</translation>
    </message>
    <message>
        <source>I have no invite</source>
        <translation>Je n’ai pas d’invitation</translation>
    </message>
    <message>
        <source>Take this invite over</source>
        <translation>Accepter cette invitation</translation>
    </message>
    <message>
        <source>This invite sets:</source>
        <translation>Cette invitation règle&#xa0;:</translation>
    </message>
    <message>
        <source>Done. Go on to sign in.</source>
        <translation>C’est fait. Passez à la connexion.</translation>
    </message>
    <message>
        <source>Open the invite</source>
        <translation>Ouvrir l’invitation</translation>
    </message>
    <message>
        <source>Cancel the sign-in</source>
        <translation>Annuler la connexion</translation>
    </message>
    <message>
        <source>Your administrator sends an invite: a small file or a link. Drop it here, paste the link, or open the file.</source>
        <translation>Votre administrateur envoie une invitation&#xa0;: un petit fichier ou un lien. Déposez-la ici, collez le lien ou ouvrez le fichier.</translation>
    </message>
    <message>
        <source>Everything is set as this invite says.</source>
        <translation>Tout est réglé comme le dit cette invitation.</translation>
    </message>
    <message>
        <source>Your office&apos;s phone system is set.</source>
        <translation>Le système téléphonique de votre bureau est réglé.</translation>
    </message>
    <message>
        <source>You sign in on a page of the phone system, in your browser, once in 90 days.</source>
        <translation>Vous vous connectez sur une page du système téléphonique, dans votre navigateur, une fois tous les 90 jours.</translation>
    </message>
    <message>
        <source>When your phone rings, a card says who is calling.</source>
        <translation>Quand votre téléphone sonne, une fiche dit qui appelle.</translation>
    </message>
    <message>
        <source>You are signed in as {agent}.</source>
        <translation>Vous êtes connecté en tant que {agent}.</translation>
    </message>
    <message>
        <source>The way in for calls</source>
        <translation>La voie d’entrée des appels</translation>
    </message>
    <message>
        <source>{mark} {way}: {result}</source>
        <translation>{mark} {way}&#xa0;: {result}</translation>
    </message>
    <message>
        <source>A test call</source>
        <translation>Un appel d’essai</translation>
    </message>
    <message>
        <source>There is the card, in its corner. Answer it or close it; try its buttons.</source>
        <translation>Voilà la fiche, dans son coin. Répondez ou fermez-la; essayez ses boutons.</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Essayer de nouveau</translation>
    </message>
    <message>
        <source>Ring now</source>
        <translation>Faire sonner maintenant</translation>
    </message>
    <message>
        <source>The ways in are being tested. This takes a few seconds…</source>
        <translation>Les voies d’entrée sont mises à l’essai. Cela prend quelques secondes…</translation>
    </message>
    <message>
        <source>A test call shows the card that you will see when somebody calls. Your phone does not ring, and nothing of it is kept.</source>
        <translation>Un appel d’essai montre la fiche que vous verrez quand quelqu’un appelle. Votre téléphone ne sonne pas, et rien n’en est conservé.</translation>
    </message>
    <message>
        <source>Calls come in through: {way}. A test message came back.</source>
        <translation>Les appels arrivent par&#xa0;: {way}. Un message d’essai est revenu.</translation>
    </message>
    <message>
        <source>The card is kept away, as it is while a full-screen program is in use. Leave that and try again.</source>
        <translation>La fiche reste à l’écart, comme pendant qu’un programme occupe tout l’écran. Quittez celui-ci et réessayez.</translation>
    </message>
    <message>
        <source>The new settings are just being taken over. Try again in a moment.</source>
        <translation>Les nouveaux réglages sont en train d’être appliqués. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Nobody is signed in, so it is not known whose phone would ring.</source>
        <translation>Personne n’est connecté&#xa0;: on ne sait pas quel téléphone sonnerait.</translation>
    </message>
    <message>
        <source>Do not disturb is on, which keeps cards away. Turn it off and try again.</source>
        <translation>Ne pas déranger est activé, ce qui écarte les fiches. Désactivez-le et réessayez.</translation>
    </message>
    <message>
        <source>a test message came back in {milliseconds} ms</source>
        <translation>un message d’essai est revenu en {milliseconds} ms</translation>
    </message>
    <message>
        <source>This was a test: there is nobody to call back.</source>
        <translation>C’était un essai&#xa0;: il n’y a personne à rappeler.</translation>
    </message>
    <message>
        <source>Test call from ScreenPop</source>
        <translation>Appel d’essai de ScreenPop</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>There is no presence feed, so only colleagues who take part in your own calls are known. Your administrator can set one up.</source>
        <translation>Il n’y a pas de flux de présence&#xa0;: seuls sont connus les collègues qui participent à vos propres appels. Votre administrateur peut en mettre un en place.</translation>
    </message>
    <message>
        <source>The presence feed is away, so it is not known how your colleagues can be reached.</source>
        <translation>Le flux de présence est absent&#xa0;: on ne sait pas si vos collègues sont joignables.</translation>
    </message>
    <message>
        <source>The presence feed does not hear of any calls, so it is not known how your colleagues can be reached.</source>
        <translation>Le flux de présence ne reçoit aucun appel&#xa0;: on ne sait pas si vos collègues sont joignables.</translation>
    </message>
    <message>
        <source>Connecting to the presence feed.</source>
        <translation>Connexion au flux de présence.</translation>
    </message>
    <message>
        <source>{time} with {who}</source>
        <translation>{time} avec {who}</translation>
    </message>
    <message>
        <source>{time} from {who}</source>
        <translation>{time}, appel de {who}</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>Collègues</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>Tri</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Par nom</translation>
    </message>
    <message>
        <source>By extension</source>
        <translation>Par poste</translation>
    </message>
    <message>
        <source>By presence</source>
        <translation>Par présence</translation>
    </message>
    <message>
        <source>Search name or number</source>
        <translation>Chercher un nom ou un numéro</translation>
    </message>
    <message>
        <source>Search for less of a name, an extension or a number.</source>
        <translation>Cherchez une plus petite partie d’un nom, d’un poste ou d’un numéro.</translation>
    </message>
    <message>
        <source>The phone system&apos;s list of people is read when ScreenPop is signed in.</source>
        <translation>La liste des personnes du système téléphonique est lue quand ScreenPop est connecté.</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appeler</translation>
    </message>
    <message>
        <source>Copy extension</source>
        <translation>Copier le poste</translation>
    </message>
    <message>
        <source>Nobody is called that</source>
        <translation>Personne ne porte ce nom</translation>
    </message>
    <message>
        <source>No colleagues yet</source>
        <translation>Aucun collègue pour le moment</translation>
    </message>
    <message>
        <source>Unknown since {moment}. {why}</source>
        <translation>Inconnu depuis {moment}. {why}</translation>
    </message>
    <message>
        <source>The calls under way are being read.</source>
        <translation>Lecture des appels en cours.</translation>
    </message>
    <message>
        <source>Your account may not hear of the whole domain&apos;s calls, so only colleagues who take part in your own calls are known. Ask your administrator for the permission, or for a presence feed.</source>
        <translation>Votre compte n’a pas le droit de recevoir les appels de tout le domaine&#xa0;: seuls sont connus les collègues qui participent à vos propres appels. Demandez ce droit, ou un flux de présence, à votre administrateur.</translation>
    </message>
    <message>
        <source>ScreenPop is told of your own calls alone, and of colleagues as far as they are in them.</source>
        <translation>ScreenPop n’est informé que de vos propres appels, et des collègues qui y prennent part.</translation>
    </message>
</context>
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
    <message>
        <source>{count} calls were exported to {file}.</source>
        <translation>{count} appels ont été exportés dans {file}.</translation>
    </message>
    <message>
        <source>The calls were not exported. {why}</source>
        <translation>Les appels n’ont pas été exportés. {why}</translation>
    </message>
    <message>
        <source>Export calls</source>
        <translation>Exporter les appels</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Feuille de calcul (*.csv)</translation>
    </message>
    <message>
        <source>On which days</source>
        <translation>Quels jours</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Missed</source>
        <comment>several</comment>
        <translation>Manqués</translation>
    </message>
    <message>
        <source>Incoming</source>
        <comment>several</comment>
        <translation>Entrants</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <comment>several</comment>
        <translation>Sortants</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>Tous les jours</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Open record</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>Copier le numéro</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Call back {who}</source>
        <translation>Rappeler {who}</translation>
    </message>
    <message>
        <source>by {who}</source>
        <translation>par {who}</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>Delete the call with {who}, {moment}, and its note? This cannot be undone.</source>
        <translation>Supprimer l’appel avec {who}, {moment}, et sa note? Cela ne peut pas être annulé.</translation>
    </message>
    <message numerus="yes">
        <source>Delete all calls older than %n days, and their notes? This cannot be undone.</source>
        <translation>
            <numerusform>Supprimer tous les appels de plus de %n jour et leurs notes? Cela ne peut pas être annulé.</numerusform>
            <numerusform>Supprimer tous les appels de plus de %n jours et leurs notes? Cela ne peut pas être annulé.</numerusform>
        </translation>
    </message>
    <message>
        <source>Search name, number or note</source>
        <translation>Chercher un nom, un numéro ou une note</translation>
    </message>
    <message>
        <source>Calls that ring at your extension, and those that you place, are listed here.</source>
        <translation>Les appels qui sonnent à votre poste et ceux que vous faites s’affichent ici.</translation>
    </message>
    <message>
        <source>Search for less of a name, number or note, or choose more days.</source>
        <translation>Cherchez une plus petite partie d’un nom, d’un numéro ou d’une note, ou choisissez plus de jours.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Modifier la note</translation>
    </message>
    <message>
        <source>More about the calls</source>
        <translation>Plus sur les appels</translation>
    </message>
    <message>
        <source>Export these calls…</source>
        <translation>Exporter ces appels…</translation>
    </message>
    <message numerus="yes">
        <source>Delete calls older than %n days…</source>
        <translation>
            <numerusform>Supprimer les appels de plus de %n jour…</numerusform>
            <numerusform>Supprimer les appels de plus de %n jours…</numerusform>
        </translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Aucun appel pour le moment</translation>
    </message>
    <message>
        <source>No call is like that</source>
        <translation>Aucun appel ne correspond</translation>
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
        <source>Not now: this caller, for an hour</source>
        <translation>Pas maintenant&#xa0;: cet appelant, pendant une heure</translation>
    </message>
    <message>
        <source>Not now: anybody, for an hour</source>
        <translation>Pas maintenant&#xa0;: personne, pendant une heure</translation>
    </message>
    <message>
        <source>It is {name}</source>
        <translation>C’est {name}</translation>
    </message>
    <message>
        <source>Open record</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More. Others have this number too: {key} shows the next.</source>
        <translation>Plus. D’autres ont aussi ce numéro&#xa0;: {key} montre le suivant.</translation>
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
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>Toll-free number</source>
        <translation>Numéro sans frais</translation>
    </message>
    <message>
        <source>Mobile number</source>
        <translation>Numéro de cellulaire</translation>
    </message>
    <message>
        <source>Premium-rate number</source>
        <translation>Numéro surtaxé</translation>
    </message>
    <message>
        <source>Internet number</source>
        <translation>Numéro Internet</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Ce mois-ci</translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n appel</numerusform>
            <numerusform>%n appels</numerusform>
        </translation>
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
        <source>Search contacts</source>
        <translation>Rechercher un contact</translation>
    </message>
    <message>
        <source>Search for less of a name, a company or a number.</source>
        <translation>Cherchez une partie plus courte d’un nom, d’une entreprise ou d’un numéro.</translation>
    </message>
    <message>
        <source>Add a table [[contacts.source]] to the settings file: a CSV or vCard file, an address book (CardDAV) or a program of your own.</source>
        <translation>Ajoutez un tableau [[contacts.source]] au fichier de réglages&#xa0;: un fichier CSV ou vCard, un carnet d’adresses (CardDAV) ou un programme à vous.</translation>
    </message>
    <message>
        <source>Nobody is called that</source>
        <translation>Personne ne porte ce nom</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Aucun contact pour le moment</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>The way in ended by a fault of this program. Start it again.</source>
        <translation>La voie d’entrée s’est arrêtée par une erreur de ce programme. Redémarrez-le.</translation>
    </message>
    <message>
        <source>There is no address yet at which calls could come in.</source>
        <translation>Il n’y a pas encore d’adresse à laquelle des appels pourraient arriver.</translation>
    </message>
    <message>
        <source>{trouble} Others may reach it all the same. If they do not: {hint}</source>
        <translation>{trouble} D’autres peuvent tout de même y accéder. Sinon&#xa0;: {hint}</translation>
    </message>
    <message>
        <source>The address at which calls come in could not be kept, so the next start has another one.</source>
        <translation>L’adresse à laquelle les appels arrivent n’a pas pu être conservée&#xa0;: le prochain démarrage en aura une autre.</translation>
    </message>
    <message>
        <source>Calls cannot come in at {host}: {strerror}.</source>
        <translation>Les appels ne peuvent pas arriver à {host}&#xa0;: {strerror}.</translation>
    </message>
    <message>
        <source>Port {port} of this computer is used by another program, so calls come in at a new address (port {new_port}).</source>
        <translation>Le port {port} de cet ordinateur est utilisé par un autre programme&#xa0;: les appels arrivent à une nouvelle adresse (port {new_port}).</translation>
    </message>
    <message>
        <source>Calls cannot come in at port {port} of {host} ({strerror}). End the program that uses it, or set another delivery port with `screenpop config set`.</source>
        <translation>Les appels ne peuvent pas arriver au port {port} de {host} ({strerror}). Arrêtez le programme qui l’utilise, ou choisissez un autre port avec `screenpop config set`.</translation>
    </message>
    <message>
        <source>This computer has no address in a network just now. The program listens as soon as it has one.</source>
        <translation>Cet ordinateur n’a pas d’adresse réseau en ce moment. Le programme se mettra à l’écoute dès qu’il en aura une.</translation>
    </message>
    <message>
        <source>{wanted} is neither an address of this computer nor one of its network interfaces just now; there are: {there_are}. The program listens as soon as it is there, or set another delivery.lan.address.</source>
        <translation>{wanted} n’est en ce moment ni une adresse de cet ordinateur ni l’une de ses interfaces réseau; il y a&#xa0;: {there_are}. Le programme se mettra à l’écoute dès qu’elle sera là; sinon, changez delivery.lan.address.</translation>
    </message>
    <message>
        <source>{found} can be reached from this computer alone.</source>
        <translation>{found} n’est accessible que depuis cet ordinateur.</translation>
    </message>
    <message>
        <source>{found} can be reached in the local network alone, and the phone system {phone_system} is outside. Unless a router passes calls on to this computer, choose another way in.</source>
        <translation>{found} n’est accessible que dans le réseau local, et le système téléphonique {phone_system} est à l’extérieur. À moins qu’un routeur ne transmette les appels à cet ordinateur, choisissez une autre voie d’entrée.</translation>
    </message>
    <message>
        <source>See dashboard.ngrok.com for the state of your tunnels.</source>
        <translation>Voyez l’état de vos tunnels sur dashboard.ngrok.com.</translation>
    </message>
    <message>
        <source>Connecting to ngrok.</source>
        <translation>Connexion à ngrok.</translation>
    </message>
    <message>
        <source>The connection to ngrok is gone ({why}). The program goes on trying by itself.</source>
        <translation>La connexion à ngrok est perdue ({why}). Le programme continue d’essayer de lui-même.</translation>
    </message>
    <message>
        <source>There is no ngrok token. Copy yours from dashboard.ngrok.com, with `screenpop config secret {token}` or into {variable}, or choose another way in.</source>
        <translation>Il n’y a pas de jeton ngrok. Copiez le vôtre depuis dashboard.ngrok.com, avec `screenpop config secret {token}` ou dans {variable}, ou choisissez une autre voie d’entrée.</translation>
    </message>
    <message>
        <source>The program goes on trying by itself.</source>
        <translation>Le programme continue d’essayer de lui-même.</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>pas de réponse</translation>
    </message>
    <message>
        <source>ngrok cannot be reached ({why}). {goes_on}</source>
        <translation>ngrok est inaccessible ({why}). {goes_on}</translation>
    </message>
    <message>
        <source>ngrok does not accept the token ({code}). Copy it anew from {dashboard}, with `screenpop config secret {token}` or into {variable}.</source>
        <translation>ngrok n’accepte pas le jeton ({code}). Recopiez-le depuis {dashboard}, avec `screenpop config secret {token}` ou dans {variable}.</translation>
    </message>
    <message>
        <source>ngrok has closed this account ({code}). See {dashboard}.</source>
        <translation>ngrok a fermé ce compte ({code}). Voyez {dashboard}.</translation>
    </message>
    <message>
        <source>Your ngrok account allows no more tunnels or agents at the same time ({code}). End another one (they are listed at {dashboard}), or choose another way in.</source>
        <translation>Votre compte ngrok ne permet pas davantage de tunnels ou d’agents simultanés ({code}). Arrêtez-en un autre (la liste est sur {dashboard}), ou choisissez une autre voie d’entrée.</translation>
    </message>
    <message>
        <source>ngrok does not give your account the domain of delivery.ngrok.domain ({code}): it must be reserved at {dashboard} for the account of this token, and not be in use elsewhere.</source>
        <translation>ngrok n’accorde pas à votre compte le domaine de delivery.ngrok.domain ({code})&#xa0;: il doit être réservé sur {dashboard} pour le compte de ce jeton, et ne pas servir ailleurs.</translation>
    </message>
    <message>
        <source>ngrok gives no tunnel: {message} ({code}; see ngrok.com/docs/errors).</source>
        <translation>ngrok n’ouvre pas de tunnel&#xa0;: {message} ({code}; voir ngrok.com/docs/errors).</translation>
    </message>
    <message>
        <source>The package ngrok is not installed. Install it with `pip install &apos;screenpop[ngrok]&apos;`, or choose another way in. ({error})</source>
        <translation>Le paquet ngrok n’est pas installé. Installez-le avec `pip install &quot;screenpop[ngrok]&quot;`, ou choisissez une autre voie d’entrée. ({error})</translation>
    </message>
    <message>
        <source>it is good for a trial, within the limits of your account there</source>
        <translation>elle convient à un essai, dans les limites de votre compte</translation>
    </message>
    <message>
        <source>It works on this computer alone, and the phone system is elsewhere.</source>
        <translation>Elle ne fonctionne que sur cet ordinateur, et le système téléphonique est ailleurs.</translation>
    </message>
    <message>
        <source>It works in this network, and the phone system is outside of it.</source>
        <translation>Elle fonctionne dans ce réseau, et le système téléphonique est à l’extérieur.</translation>
    </message>
    <message>
        <source>No way in is set up. Ask your administrator for the address of the office&apos;s relay, and set it with `screenpop config set delivery.relay.url https://…`.</source>
        <translation>Aucune voie d’entrée n’est configurée. Demandez à votre administrateur l’adresse du relais du bureau, et inscrivez-la avec `screenpop config set delivery.relay.url https://…`.</translation>
    </message>
    <message>
        <source>events wait there while this computer is away</source>
        <translation>les événements y attendent pendant l’absence de cet ordinateur</translation>
    </message>
    <message>
        <source>the phone system is in this network, so nothing stands in between</source>
        <translation>le système téléphonique est dans ce réseau, donc rien ne s’interpose</translation>
    </message>
    <message>
        <source>the phone system is on this computer</source>
        <translation>le système téléphonique est sur cet ordinateur</translation>
    </message>
    <message>
        <source>your own tunnel or proxy leads here</source>
        <translation>votre propre tunnel ou mandataire mène ici</translation>
    </message>
    <message>
        <source>your own server leads here</source>
        <translation>votre propre serveur mène ici</translation>
    </message>
    <message>
        <source>No way in works.</source>
        <translation>Aucune voie d’entrée ne fonctionne.</translation>
    </message>
    <message>
        <source>It can be tested beside another way only if the port is fixed to which your tunnel passes on: set it with `screenpop config set delivery.url.port …`.</source>
        <translation>On ne peut l’essayer à côté d’une autre voie que si le port vers lequel votre tunnel transmet est fixé&#xa0;: inscrivez-le avec `screenpop config set delivery.url.port …`.</translation>
    </message>
    <message>
        <source>{kind}: a test message came back in {milliseconds}, and {words}.</source>
        <translation>{kind}&#xa0;: un message d’essai est revenu en {milliseconds}, et {words}.</translation>
    </message>
    <message>
        <source>{kind} would be better, but does not work: {words}</source>
        <translation>{kind} serait préférable, mais ne fonctionne pas&#xa0;: {words}</translation>
    </message>
    <message>
        <source>It did not come up in time.</source>
        <translation>Elle ne s’est pas ouverte à temps.</translation>
    </message>
    <message>
        <source>Use it with `screenpop config set delivery.kind {kind}`.</source>
        <translation>Utilisez-la avec `screenpop config set delivery.kind {kind}`.</translation>
    </message>
    <message>
        <source>{kind}: {words}</source>
        <translation>{kind}&#xa0;: {words}</translation>
    </message>
    <message>
        <source>A test message to the relay did not come back, so calls may not reach this computer. The program connects anew; if it lasts, tell the relay&apos;s administrator.</source>
        <translation>Un message d’essai envoyé au relais n’est pas revenu&#xa0;: des appels peuvent ne pas atteindre cet ordinateur. Le programme se reconnecte; si cela dure, prévenez l’administrateur du relais.</translation>
    </message>
    <message>
        <source>Connecting to the relay.</source>
        <translation>Connexion au relais.</translation>
    </message>
    <message>
        <source>Reading from the relay ended by a fault of this program. Start it again.</source>
        <translation>La lecture du relais s’est arrêtée par une erreur de ce programme. Redémarrez-le.</translation>
    </message>
    <message>
        <source>There is no relay in the settings. Set it with `screenpop config set delivery.relay.url https://…`, or choose another way in.</source>
        <translation>Il n’y a pas de relais dans les réglages. Inscrivez-le avec `screenpop config set delivery.relay.url https://…`, ou choisissez une autre voie d’entrée.</translation>
    </message>
    <message>
        <source>The relay is not connected.</source>
        <translation>Le relais n’est pas connecté.</translation>
    </message>
    <message>
        <source>A message could not be written to disk, so it is left at the relay and fetched again. Make room on the disk, or check that the folder may be written to.</source>
        <translation>Un message n’a pas pu être écrit sur le disque&#xa0;: il reste au relais et sera repris. Libérez de l’espace, ou vérifiez que le dossier est accessible en écriture.</translation>
    </message>
    <message>
        <source>The relay&apos;s secret is not 43 characters of base64url, so no relay accepts it. Correct {variable}, or remove it to have a secret made.</source>
        <translation>Le secret du relais n’est pas fait de 43 caractères base64url&#xa0;: aucun relais ne l’accepte. Corrigez {variable}, ou supprimez-la pour qu’un secret soit créé.</translation>
    </message>
    <message>
        <source>The relay&apos;s secret comes from the environment variable {variable}, so it cannot be replaced here. Put a new one there, and start again.</source>
        <translation>Le secret du relais vient de la variable d’environnement {variable}&#xa0;: il ne peut pas être remplacé ici. Mettez-y un nouveau secret, puis redémarrez.</translation>
    </message>
    <message>
        <source>Calls wait there for up to an hour; the program goes on trying by itself.</source>
        <translation>Les appels y attendent jusqu’à une heure; le programme continue d’essayer de lui-même.</translation>
    </message>
    <message>
        <source>The relay at {host} has closed the connection; it may be restarting. {goes_on}</source>
        <translation>Le relais {host} a fermé la connexion; il redémarre peut-être. {goes_on}</translation>
    </message>
    <message>
        <source>status {status_code}</source>
        <translation>état {status_code}</translation>
    </message>
    <message>
        <source>The relay at {host} cannot be reached ({why}). {goes_on}</source>
        <translation>Le relais {host} est inaccessible ({why}). {goes_on}</translation>
    </message>
    <message>
        <source>What answers at {host} is not a ScreenPop relay ({why}). Check {setting}; a network that wants a sign-in of its own answers like this, too.</source>
        <translation>Ce qui répond à {host} n’est pas un relais ScreenPop ({why}). Vérifiez {setting}; un réseau qui exige sa propre connexion répond aussi de cette façon.</translation>
    </message>
    <message>
        <source>The relay at {host} allows no more of this just now: too many connections or messages of this desktop. Another program may use the same secret. The program goes on trying by itself.</source>
        <translation>Le relais {host} n’en permet pas davantage en ce moment&#xa0;: trop de connexions ou de messages de ce poste de travail. Un autre programme utilise peut-être le même secret. Le programme continue d’essayer de lui-même.</translation>
    </message>
    <message>
        <source>The relay at {host} cannot keep messages just now (status {status_code}). Calls may not reach this computer. Tell the relay&apos;s administrator if it lasts.</source>
        <translation>Le relais {host} ne peut pas garder de messages en ce moment (état {status_code}). Des appels peuvent ne pas atteindre cet ordinateur. Prévenez l’administrateur du relais si cela dure.</translation>
    </message>
    <message>
        <source>The certificate of the relay at {host} is not one that this computer trusts ({error}). If your office has an authority of its own, install its certificate, or name it in SSL_CERT_FILE.</source>
        <translation>Cet ordinateur ne se fie pas au certificat du relais {host} ({error}). Si votre bureau a sa propre autorité, installez son certificat, ou nommez-le dans SSL_CERT_FILE.</translation>
    </message>
    <message>
        <source>The relay at {host} has fallen silent. {goes_on}</source>
        <translation>Le relais {host} ne dit plus rien. {goes_on}</translation>
    </message>
    <message>
        <source>What answers at {place} is not this program (status {status}): test messages do not arrive here.</source>
        <translation>Ce qui répond à {place} n’est pas ce programme (état {status})&#xa0;: les messages d’essai n’arrivent pas ici.</translation>
    </message>
    <message>
        <source>A test message to {place} arrived here as {seen} and was answered with status {status}. What stands in between must pass on POST /hook/… with nothing added, and the answer 204 as it is.</source>
        <translation>Un message d’essai envoyé à {place} est arrivé ici comme {seen} et a reçu l’état {status}. Ce qui s’interpose doit transmettre POST /hook/… sans rien ajouter, et la réponse 204 telle quelle.</translation>
    </message>
    <message>
        <source>{place} sends test messages on to {other_place} (status {status}), and the phone system may not follow. Give that address as the public one.</source>
        <translation>{place} renvoie les messages d’essai à {other_place} (état {status}), et le système téléphonique ne suivra peut-être pas. Donnez cette adresse comme adresse publique.</translation>
    </message>
    <message>
        <source>A proxy or tunnel answers at {place}, but it does not reach this program (status {status}). It may not be running at this end, or pass on to another port.</source>
        <translation>Un mandataire ou un tunnel répond à {place}, mais n’atteint pas ce programme (état {status}). Il ne tourne peut-être pas de ce côté, ou transmet à un autre port.</translation>
    </message>
    <message>
        <source>{place} cannot be reached from this computer ({why}).</source>
        <translation>{place} est inaccessible depuis cet ordinateur ({why}).</translation>
    </message>
    <message>
        <source>A test message to {place} arrived here, but its answer did not come back ({why}). The phone system would take it for lost. See what stands in between: a proxy, a tunnel, a firewall.</source>
        <translation>Un message d’essai envoyé à {place} est arrivé ici, mais sa réponse n’est pas revenue ({why}). Le système téléphonique le croirait perdu. Voyez ce qui s’interpose&#xa0;: un mandataire, un tunnel, un pare-feu.</translation>
    </message>
    <message>
        <source>The certificate of {place} is not one that this computer trusts ({why}), and the phone system hardly will either. Renew it, or have the whole chain sent.</source>
        <translation>Cet ordinateur ne se fie pas au certificat de {place} ({why}), et le système téléphonique ne le fera guère non plus. Renouvelez-le, ou faites envoyer toute la chaîne.</translation>
    </message>
    <message>
        <source>There is no SSH server in the settings. Set it with `screenpop config set delivery.ssh.host …`, or choose another way in.</source>
        <translation>Il n’y a pas de serveur SSH dans les réglages. Inscrivez-le avec `screenpop config set delivery.ssh.host …`, ou choisissez une autre voie d’entrée.</translation>
    </message>
    <message>
        <source>Others must be let to port {port} of the SSH server: by `GatewayPorts clientspecified` in its sshd_config, and by its firewall.</source>
        <translation>Les autres doivent pouvoir accéder au port {port} du serveur SSH&#xa0;: par `GatewayPorts clientspecified` dans son sshd_config, et par son pare-feu.</translation>
    </message>
    <message>
        <source>Connecting to the SSH server {host}.</source>
        <translation>Connexion au serveur SSH {host}.</translation>
    </message>
    <message>
        <source>The SSH server {host} is new here, and you are asked whether its key {fingerprint} is right.</source>
        <translation>Le serveur SSH {host} est nouveau ici&#xa0;: on vous demande si sa clé {fingerprint} est la bonne.</translation>
    </message>
    <message>
        <source>The reverse proxy there must pass on to port {port} of the SSH server, and be running.</source>
        <translation>Le mandataire inverse doit y transmettre au port {port} du serveur SSH, et fonctionner.</translation>
    </message>
    <message>
        <source>You did not accept the key of the SSH server {host}. {unknown}</source>
        <translation>Vous n’avez pas accepté la clé du serveur SSH {host}. {unknown}</translation>
    </message>
    <message>
        <source>The key of {host} could not be written down ({strerror}).</source>
        <translation>La clé de {host} n’a pas pu être notée ({strerror}).</translation>
    </message>
    <message>
        <source>the keys of the SSH agent and of ~/.ssh</source>
        <translation>les clés de l’agent SSH et de ~/.ssh</translation>
    </message>
    <message>
        <source>the key of {path}</source>
        <translation>la clé de {path}</translation>
    </message>
    <message>
        <source>The SSH key {path} has a passphrase, and none is kept for it. Keep it with `screenpop config secret {passphrase}` or in {variable}, or give the key to the SSH agent and leave delivery.ssh.key_file empty.</source>
        <translation>La clé SSH {path} a une phrase secrète, et aucune n’est conservée. Conservez-la avec `screenpop config secret {passphrase}` ou dans {variable}, ou donnez la clé à l’agent SSH et laissez delivery.ssh.key_file vide.</translation>
    </message>
    <message>
        <source>The SSH key {path} cannot be read ({strerror}). Correct delivery.ssh.key_file, or leave it empty to use the SSH agent.</source>
        <translation>La clé SSH {path} est illisible ({strerror}). Corrigez delivery.ssh.key_file, ou laissez-le vide pour utiliser l’agent SSH.</translation>
    </message>
    <message>
        <source>{path} is not a private SSH key ({error}). Correct delivery.ssh.key_file; the public key, which ends in .pub, belongs to the server.</source>
        <translation>{path} n’est pas une clé SSH privée ({error}). Corrigez delivery.ssh.key_file; la clé publique, qui finit par .pub, va au serveur.</translation>
    </message>
    <message>
        <source>The SSH key {path} has a passphrase. {error}</source>
        <translation>La clé SSH {path} a une phrase secrète. {error}</translation>
    </message>
    <message>
        <source>The passphrase that is kept for the SSH key {path} does not open it ({error}). Replace it with `screenpop config secret {passphrase}`, or in {variable}.</source>
        <translation>La phrase secrète conservée pour la clé SSH {path} ne l’ouvre pas ({error}). Remplacez-la avec `screenpop config secret {passphrase}`, ou dans {variable}.</translation>
    </message>
    <message>
        <source>it fell silent</source>
        <translation>elle ne dit plus rien</translation>
    </message>
    <message>
        <source>any port</source>
        <translation>aucun port</translation>
    </message>
    <message>
        <source>SSH server {host}</source>
        <translation>serveur SSH {host}</translation>
    </message>
    <message>
        <source>The SSH server {host} does not forward {asked} to us, nor any other. Its sshd_config must have AllowTcpForwarding yes (or remote), without DisableForwarding, and PermitListen must allow the port of delivery.ssh.remote_port; the line of our key in authorized_keys must not say restrict or no-port-forwarding.</source>
        <translation>Le serveur SSH {host} ne nous transmet pas {asked}, ni aucun autre. Son sshd_config doit comporter AllowTcpForwarding yes (ou remote), sans DisableForwarding, et PermitListen doit permettre le port de delivery.ssh.remote_port; la ligne de notre clé dans authorized_keys ne doit dire ni restrict ni no-port-forwarding.</translation>
    </message>
    <message>
        <source>The SSH server {host} shows another key than before: {fingerprint} ({algorithm}), and known is {known}. It may have been set up anew, or somebody stands in between, so nothing was sent. Ask its administrator. If the new key is right, remove the old one: `ssh-keygen -R` takes it out of your known_hosts, and the file ssh_host_keys.json among ScreenPop&apos;s own records holds those confirmed in it.</source>
        <translation>Le serveur SSH {host} présente une autre clé qu’auparavant&#xa0;: {fingerprint} ({algorithm}), et la clé connue est {known}. Il a peut-être été réinstallé, ou quelqu’un s’interpose&#xa0;: rien n’a été envoyé. Demandez à son administrateur. Si la nouvelle clé est la bonne, retirez l’ancienne&#xa0;: `ssh-keygen -R` l’enlève de votre known_hosts, et le fichier ssh_host_keys.json parmi les données de ScreenPop contient celles qui y ont été confirmées.</translation>
    </message>
    <message>
        <source>The SSH server {host} is not known yet. It shows the key {fingerprint} ({algorithm}). Compare that with what its administrator tells you, and if it is the same, connect to it once with `ssh -p {port} {host}` and answer yes.</source>
        <translation>Le serveur SSH {host} n’est pas encore connu. Il présente la clé {fingerprint} ({algorithm}). Comparez-la avec ce que dit son administrateur et, si c’est la même, connectez-vous une fois avec `ssh -p {port} {host}` et répondez yes.</translation>
    </message>
    <message>
        <source>The SSH server {host} does not give us its port {port}. Most likely something else listens there: another program, or a former connection of ours that the server does not know to be dead yet (ClientAliveInterval in its sshd_config makes it notice). Ports below 1024 are for its root alone, and PermitListen may name the ports that are allowed.</source>
        <translation>Le serveur SSH {host} ne nous cède pas son port {port}. Quelque chose d’autre y écoute probablement&#xa0;: un autre programme, ou une ancienne connexion à nous que le serveur ne sait pas encore morte (ClientAliveInterval dans son sshd_config le lui fait remarquer). Les ports au-dessous de 1024 sont réservés à root, et PermitListen peut nommer les ports permis.</translation>
    </message>
    <message>
        <source>it was closed there</source>
        <translation>elle a été fermée là-bas</translation>
    </message>
    <message>
        <source>The connection to the SSH server {host} is gone ({why}). {goes_on}</source>
        <translation>La connexion au serveur SSH {host} est perdue ({why}). {goes_on}</translation>
    </message>
    <message>
        <source>port {port}</source>
        <translation>le port {port}</translation>
    </message>
    <message>
        <source>The {server} cannot be trusted: {error}. Ask its administrator.</source>
        <translation>On ne peut pas se fier au {server}&#xa0;: {error}. Demandez à son administrateur.</translation>
    </message>
    <message>
        <source>The {server} does not let {user} in with {words}. Add the public key to ~/.ssh/authorized_keys there, and check delivery.ssh.user.</source>
        <translation>Le {server} ne laisse pas entrer {user} avec {words}. Ajoutez-y la clé publique à ~/.ssh/authorized_keys, et vérifiez delivery.ssh.user.</translation>
    </message>
    <message>
        <source>The {server} does not answer at port {port}. {goes_on}</source>
        <translation>Le {server} ne répond pas au port {port}. {goes_on}</translation>
    </message>
    <message>
        <source>The {server} cannot be reached ({strerror}). {goes_on}</source>
        <translation>Le {server} est inaccessible ({strerror}). {goes_on}</translation>
    </message>
    <message>
        <source>The {server} and this program do not come to terms ({error}). {goes_on}</source>
        <translation>Le {server} et ce programme ne s’entendent pas ({error}). {goes_on}</translation>
    </message>
    <message>
        <source>The connection to the SSH server {host} is gone ({error}). {goes_on}</source>
        <translation>La connexion au serveur SSH {host} est perdue ({error}). {goes_on}</translation>
    </message>
    <message>
        <source>Sending a test message through the public address.</source>
        <translation>Envoi d’un message d’essai par l’adresse publique.</translation>
    </message>
    <message>
        <source>There is no public address in the settings. Set it with `screenpop config set delivery.url.public_url https://…`, or choose another way in.</source>
        <translation>Il n’y a pas d’adresse publique dans les réglages. Inscrivez-la avec `screenpop config set delivery.url.public_url https://…`, ou choisissez une autre voie d’entrée.</translation>
    </message>
    <message>
        <source>The tunnel or proxy must be running and pass on to http://127.0.0.1:{port}.</source>
        <translation>Le tunnel ou le mandataire doit fonctionner et transmettre à http://127.0.0.1:{port}.</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnostic</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>Copied. Nothing secret is in it.</source>
        <translation>Copié. Rien de secret ne s’y trouve.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copier pour le soutien</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Vérifications</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Tout va bien.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Zone de notification</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>Polices</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>Call history</source>
        <translation>Historique des appels</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Name of the phone system</source>
        <translation>Nom du système téléphonique</translation>
    </message>
    <message>
        <source>Phone system</source>
        <translation>Système téléphonique</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Trousseau</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>What the sign-in allows</source>
        <translation>Ce que permet la connexion</translation>
    </message>
    <message>
        <source>Way in</source>
        <translation>Voie d’entrée</translation>
    </message>
    <message>
        <source>Best way in</source>
        <translation>Meilleure voie d’entrée</translation>
    </message>
    <message>
        <source>Test message</source>
        <translation>Message d’essai</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Dernier message</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message numerus="yes">
        <source>%n checks failed. What to do stands beside them.</source>
        <translation>
            <numerusform>%n vérification a échoué. Ce qu’il faut faire est indiqué à côté.</numerusform>
            <numerusform>%n vérifications ont échoué. Ce qu’il faut faire est indiqué à côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls can come in. There are %n warnings.</source>
        <translation>
            <numerusform>Les appels peuvent arriver. Il y a %n avertissement.</numerusform>
            <numerusform>Les appels peuvent arriver. Il y a %n avertissements.</numerusform>
        </translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Échec</translation>
    </message>
</context>
<context>
    <name>Dial</name>
    <message>
        <source>Call a number</source>
        <translation>Appeler un numéro</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Nom ou numéro</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Call for help</source>
        <translation>Appeler les secours</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appeler</translation>
    </message>
    <message>
        <source>Calling…</source>
        <translation>Appel…</translation>
    </message>
    <message>
        <source>This number calls for help. Press the button if you mean it.</source>
        <translation>Ce numéro appelle les secours. Appuyez sur le bouton si c’est bien ce que vous voulez.</translation>
    </message>
    <message>
        <source>Nobody of that name is known. Choose from the list, or type a number.</source>
        <translation>Personne de ce nom n’est connu. Choisissez dans la liste, ou tapez un numéro.</translation>
    </message>
    <message>
        <source>Your phone rings first. Pick it up to be connected.</source>
        <translation>Votre téléphone sonne d’abord. Décrochez pour être mis en communication.</translation>
    </message>
    <message>
        <source>A link asks to call this number. Do you want to?</source>
        <translation>Un lien demande d’appeler ce numéro. Le voulez-vous?</translation>
    </message>
    <message>
        <source>Do you want to call the number that you copied or selected?</source>
        <translation>Voulez-vous appeler le numéro que vous avez copié ou sélectionné?</translation>
    </message>
    <message>
        <source>There is no number in what you copied or selected.</source>
        <translation>Il n’y a pas de numéro dans ce que vous avez copié ou sélectionné.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>You have no device {name}. There are: {there_are}.</source>
        <translation>Vous n’avez pas d’appareil {name}. Il y a&#xa0;: {there_are}.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Secondes</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Répondu par</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>it was written by an older ScreenPop; start ScreenPop once, which brings it up to date</source>
        <translation>il a été écrit par une version plus ancienne de ScreenPop; démarrez ScreenPop une fois, ce qui le met à jour</translation>
    </message>
    <message>
        <source>it was written by a newer ScreenPop; install that version again</source>
        <translation>il a été écrit par une version plus récente de ScreenPop; réinstallez cette version</translation>
    </message>
    <message>
        <source>The history is closed, so nothing more can be written to it.</source>
        <translation>L’historique est fermé&#xa0;: on ne peut plus rien y écrire.</translation>
    </message>
    <message>
        <source>The history is closed, so nothing more can be read from it.</source>
        <translation>L’historique est fermé&#xa0;: on ne peut plus rien y lire.</translation>
    </message>
    <message>
        <source>{path} could not be written ({error}). Calls go on showing; what came meanwhile is not in the history. Make room on the disk, or check that the folder may be written to.</source>
        <translation>{path} n’a pas pu être écrit ({error}). Les appels continuent de s’afficher; ce qui est arrivé entre-temps n’est pas dans l’historique. Libérez de l’espace, ou vérifiez que le dossier est accessible en écriture.</translation>
    </message>
    <message>
        <source>The history in {path} cannot be used: {error}. Nothing was deleted. Move the file away to start with an empty history, or put a copy of it back.</source>
        <translation>L’historique dans {path} est inutilisable&#xa0;: {error}. Rien n’a été supprimé. Déplacez le fichier pour repartir d’un historique vide, ou remettez-en une copie.</translation>
    </message>
</context>
<context>
    <name>HotKeys</name>
    <message>
        <source>No call is ringing.</source>
        <translation>Aucun appel ne sonne.</translation>
    </message>
    <message>
        <source>No card shows, and no call is under way.</source>
        <translation>Aucune fiche n’est affichée et aucun appel n’est en cours.</translation>
    </message>
    <message>
        <source>There is no call to decline or to hang up.</source>
        <translation>Il n’y a aucun appel à refuser ou à raccrocher.</translation>
    </message>
    <message>
        <source>Hot keys do not work: this desktop (Wayland) does not let programs take keys. In the system&apos;s keyboard settings, give keys to the commands screenpop answer, screenpop decline and screenpop hangup.</source>
        <translation>Les raccourcis globaux ne fonctionnent pas&#xa0;: ce bureau (Wayland) ne laisse pas les programmes prendre des touches. Dans les réglages du clavier du système, donnez des touches aux commandes screenpop answer, screenpop decline et screenpop hangup.</translation>
    </message>
    <message>
        <source>{keys} belongs to another program: choose other keys in the settings.</source>
        <translation>{keys} appartient à un autre programme&#xa0;: choisissez d’autres touches dans les réglages.</translation>
    </message>
    <message>
        <source>Hot keys are not available on macOS yet.</source>
        <translation>Les raccourcis globaux ne sont pas encore offerts sur macOS.</translation>
    </message>
    <message>
        <source>Hot keys do not work: the X server cannot be reached.</source>
        <translation>Les raccourcis globaux ne fonctionnent pas&#xa0;: le serveur X est injoignable.</translation>
    </message>
</context>
<context>
    <name>Invite</name>
    <message>
        <source>it is too large to be one</source>
        <translation>il est trop volumineux pour en être une</translation>
    </message>
    <message>
        <source>it is too long to be one</source>
        <translation>elle est trop longue pour en être une</translation>
    </message>
    <message>
        <source>it says something twice</source>
        <translation>elle dit quelque chose deux fois</translation>
    </message>
    <message>
        <source>it has no version that this ScreenPop knows; a newer ScreenPop may know it</source>
        <translation>elle n’a pas de version que ce ScreenPop connaît; un plus récent la connaît peut-être</translation>
    </message>
    <message>
        <source>it does not say the client_id</source>
        <translation>elle ne donne pas le client_id</translation>
    </message>
    <message>
        <source>its client_id is not what phone systems give: up to 200 letters, digits and signs</source>
        <translation>son client_id n’est pas de ceux que donnent les systèmes téléphoniques&#xa0;: au plus 200 lettres, chiffres et signes</translation>
    </message>
    <message>
        <source>its way is &quot;relay&quot;, but it does not say where the relay is</source>
        <translation>sa voie est «&#xa0;relay&#xa0;», mais elle ne dit pas où est le relais</translation>
    </message>
    <message>
        <source>it is not written as invites are</source>
        <translation>elle n’est pas écrite comme une invitation</translation>
    </message>
    <message>
        <source>its link is not written as those of invites are</source>
        <translation>son lien n’est pas écrit comme ceux des invitations</translation>
    </message>
    <message>
        <source>This invite is refused: {why}. Nothing was changed. Ask your administrator for another one.</source>
        <translation>Cette invitation est refusée&#xa0;: {why}. Rien n’a été changé. Demandez-en une autre à votre administrateur.</translation>
    </message>
    <message>
        <source>its link does not begin with {scheme}:{path}?</source>
        <translation>son lien ne commence pas par {scheme}:{path}?</translation>
    </message>
    <message>
        <source>it wants to set {key!a}, which is not for an invite to say</source>
        <translation>elle veut régler {key!a}, ce qu’une invitation n’a pas à dire</translation>
    </message>
    <message>
        <source>its {name} is no plain address such as https://pbx.example.com/api</source>
        <translation>son {name} n’est pas une simple adresse comme https://pbx.example.com/api</translation>
    </message>
    <message>
        <source>its {name} does not begin with https://, so others could listen in</source>
        <translation>son {name} ne commence pas par https://&#xa0;: d’autres pourraient écouter</translation>
    </message>
    <message>
        <source>its {name} must be one of {names}</source>
        <translation>son {name} doit être l’un de {names}</translation>
    </message>
    <message>
        <source>its redirect_port must be from {start} to {what}</source>
        <translation>son redirect_port doit être de {start} à {what}</translation>
    </message>
    <message>
        <source>it holds a secret ({key!a}), which must not be sent around</source>
        <translation>elle contient un secret ({key!a}), qu’il ne faut pas faire circuler</translation>
    </message>
    <message>
        <source>a value is missing or of the wrong kind ({error})</source>
        <translation>une valeur manque ou n’est pas du bon genre ({error})</translation>
    </message>
    <message>
        <source>{new} instead of {old}</source>
        <translation>{new} au lieu de {old}</translation>
    </message>
    <message>
        <source>Your sign-in, and every secret that ScreenPop keeps for you, goes to {moved}.</source>
        <translation>Votre connexion, et chaque secret que ScreenPop garde pour vous, va à {moved}.</translation>
    </message>
    <message>
        <source>Your calls come in through {moved}, and whoever runs it sees who calls you.</source>
        <translation>Vos appels arrivent par {moved}, et la personne qui l’exploite voit qui vous appelle.</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Show all cards again (paused until {moment})</source>
        <translation>Montrer de nouveau toutes les fiches (en pause jusqu’à {moment})</translation>
    </message>
    <message>
        <source>Open ScreenPop</source>
        <translation>Ouvrir ScreenPop</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Diagnosis…</source>
        <translation>Diagnostic…</translation>
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
        <source>Test the ways in…</source>
        <translation>Tester les voies d’entrée…</translation>
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
        <source>Use the card with the keyboard</source>
        <translation>Utiliser la fiche au clavier</translation>
    </message>
    <message>
        <source>New relay address…</source>
        <translation>Nouvelle adresse de relais…</translation>
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
    <name>Notice</name>
    <message>
        <source>{state}: {caller}</source>
        <comment>Incoming call: David Ward</comment>
        <translation>{state}&#xa0;: {caller}</translation>
    </message>
    <message>
        <source>{what}: {text}</source>
        <comment>Last call: Yesterday 14:10, 3 min, with you</comment>
        <translation>{what}&#xa0;: {text}</translation>
    </message>
</context>
<context>
    <name>PhoneSystem</name>
    <message>
        <source>The sign-in works, but the phone system does not say which extension it belongs to, so nobody&apos;s calls can be shown. Set account.user with `screenpop config set account.user EXTENSION`, then start again.</source>
        <translation>La connexion fonctionne, mais le système téléphonique ne dit pas à quel poste elle appartient&#xa0;: aucun appel ne peut être affiché. Réglez account.user avec `screenpop config set account.user POSTE`, puis redémarrez.</translation>
    </message>
    <message>
        <source>The phone system at {host} cannot be reached ({why}). Nothing was changed on this computer. Check the network; the program goes on trying by itself.</source>
        <translation>Le système téléphonique {host} est inaccessible ({why}). Rien n’a été changé sur cet ordinateur. Vérifiez le réseau; le programme continue d’essayer de lui-même.</translation>
    </message>
    <message>
        <source>Whoever answers at {host} does not prove to be the phone system ({why}), so nothing was sent there. Check this computer&apos;s date, and the address of the phone system in the settings; a network that looks into connections needs its own certificate installed here. The program goes on trying by itself.</source>
        <translation>Ce qui répond à {host} ne prouve pas être le système téléphonique ({why})&#xa0;: rien n’y a été envoyé. Vérifiez la date de cet ordinateur et l’adresse du système téléphonique dans les réglages; un réseau qui inspecte les connexions doit avoir son certificat installé ici. Le programme continue d’essayer de lui-même.</translation>
    </message>
    <message>
        <source>The phone system refused this: {call}. The sign-in&apos;s scope is {scope}, which is too small for it. Ask the phone system&apos;s administrator for the permission, or sign in as somebody who has it.</source>
        <translation>Le système téléphonique a refusé ceci&#xa0;: {call}. La portée de la connexion est {scope}, ce qui ne suffit pas. Demandez la permission à l’administrateur du système téléphonique, ou connectez-vous en tant que quelqu’un qui l’a.</translation>
    </message>
    <message>
        <source>The phone system does not know what this is about: {call}. It may be over already. Look again, and try once more if it is still there.</source>
        <translation>Le système téléphonique ne sait pas de quoi il s’agit&#xa0;: {call}. C’est peut-être déjà terminé. Regardez de nouveau, et réessayez si c’est encore là.</translation>
    </message>
    <message>
        <source>The phone system did not accept this: {call}. It says &quot;{message}&quot;. The settings or the API version may not fit this phone system: run the doctor, or ask your administrator.</source>
        <translation>Le système téléphonique n’a pas accepté ceci&#xa0;: {call}. Il dit «&#xa0;{message}&#xa0;». Les réglages ou la version de l’API ne conviennent peut-être pas à ce système&#xa0;: lancez le diagnostic, ou demandez à votre administrateur.</translation>
    </message>
    <message>
        <source>The phone system allows no more requests just now: {call}. It was not done. Try again in {seconds} seconds.</source>
        <translation>Le système téléphonique n’accepte plus de demandes en ce moment&#xa0;: {call}. Cela n’a pas été fait. Réessayez dans {seconds} secondes.</translation>
    </message>
    <message>
        <source>The phone system could not do this: {call} ({why}). The fault is on its side, or in between (a network that wants a sign-in of its own answers like this). Try again in a while.</source>
        <translation>Le système téléphonique n’a pas pu faire ceci&#xa0;: {call} ({why}). L’erreur est de son côté, ou entre les deux (un réseau qui exige sa propre connexion répond ainsi). Réessayez dans un moment.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>choose Sign in in ScreenPop&apos;s menu, or run `screenpop sign-in`</source>
        <translation>choisissez Se connecter dans le menu de ScreenPop, ou lancez `screenpop sign-in`</translation>
    </message>
    <message>
        <source>You were signed out while this was under way. Sign in and try again.</source>
        <translation>Vous avez été déconnecté pendant ce temps. Connectez-vous et réessayez.</translation>
    </message>
    <message>
        <source>Your sign-in has ended, so no calls can be shown. Sign in again: {how}.</source>
        <translation>Votre connexion a pris fin&#xa0;: aucun appel ne peut être affiché. Pour vous reconnecter, {how}.</translation>
    </message>
    <message>
        <source>Nobody is signed in yet, so no calls can be shown. Sign in: {how}.</source>
        <translation>Personne n’est encore connecté&#xa0;: aucun appel ne peut être affiché. Pour vous connecter, {how}.</translation>
    </message>
    <message>
        <source>The client secret for the phone system is missing, so nobody can sign in. Store it in the keyring, or set SCREENPOP_CLIENT_SECRET.</source>
        <translation>Le secret du client pour le système téléphonique manque&#xa0;: personne ne peut se connecter. Rangez-le dans le trousseau, ou réglez SCREENPOP_CLIENT_SECRET.</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>se connecter</translation>
    </message>
    <message>
        <source>read who is signed in</source>
        <translation>lire qui est connecté</translation>
    </message>
    <message>
        <source>list the users</source>
        <translation>énumérer les utilisateurs</translation>
    </message>
    <message>
        <source>list the call queues</source>
        <translation>énumérer les files d’attente</translation>
    </message>
    <message>
        <source>read the subscription</source>
        <translation>lire l’abonnement</translation>
    </message>
    <message>
        <source>end the subscription</source>
        <translation>mettre fin à l’abonnement</translation>
    </message>
    <message>
        <source>list the calls under way</source>
        <translation>énumérer les appels en cours</translation>
    </message>
    <message>
        <source>read the call records</source>
        <translation>lire le relevé des appels</translation>
    </message>
    <message>
        <source>answer the call</source>
        <translation>répondre à l’appel</translation>
    </message>
    <message>
        <source>decline the call</source>
        <translation>refuser l’appel</translation>
    </message>
    <message>
        <source>hang up</source>
        <translation>raccrocher</translation>
    </message>
    <message>
        <source>The phone system does not accept the sign-in: &quot;{refusal}&quot;. No calls can be shown until it does. Check the client id, the user name and the stored secret, then sign in again.</source>
        <translation>Le système téléphonique n’accepte pas la connexion&#xa0;: «&#xa0;{refusal}&#xa0;». Aucun appel ne peut être affiché d’ici là. Vérifiez l’identifiant du client, le nom d’utilisateur et le secret conservé, puis reconnectez-vous.</translation>
    </message>
    <message>
        <source>account.grant is &quot;{grant}&quot;, which is no way of signing in. Set it to &quot;authorization_code&quot;, &quot;client_credentials&quot; or &quot;password&quot; with `screenpop config set`.</source>
        <translation>account.grant vaut «&#xa0;{grant}&#xa0;», ce qui n’est pas une façon de se connecter. Choisissez «&#xa0;authorization_code&#xa0;», «&#xa0;client_credentials&#xa0;» ou «&#xa0;password&#xa0;» avec `screenpop config set`.</translation>
    </message>
    <message>
        <source>The client id for the phone system is missing, so nobody can sign in. Set account.client_id with `screenpop config set`, or open your administrator&apos;s invite.</source>
        <translation>L’identifiant du client pour le système téléphonique manque&#xa0;: personne ne peut se connecter. Réglez account.client_id avec `screenpop config set`, ou ouvrez l’invitation de votre administrateur.</translation>
    </message>
    <message>
        <source>The username for the phone system is missing, so nobody can sign in. Set account.username with `screenpop config set`.</source>
        <translation>Le nom d’utilisateur pour le système téléphonique manque&#xa0;: personne ne peut se connecter. Réglez account.username avec `screenpop config set`.</translation>
    </message>
    <message>
        <source>The password for the phone system is missing, so nobody can sign in. Store it in the keyring, or set SCREENPOP_PASSWORD.</source>
        <translation>Le mot de passe pour le système téléphonique manque&#xa0;: personne ne peut se connecter. Rangez-le dans le trousseau, ou réglez SCREENPOP_PASSWORD.</translation>
    </message>
    <message>
        <source>&quot;{api_url}&quot; is no address of a phone system, so nobody can sign in. Set account.api_url with `screenpop config set`; it begins with https://.</source>
        <translation>«&#xa0;{api_url}&#xa0;» n’est pas l’adresse d’un système téléphonique&#xa0;: personne ne peut se connecter. Réglez account.api_url avec `screenpop config set`; elle commence par https://.</translation>
    </message>
    <message>
        <source>call {number}</source>
        <translation>appeler {number}</translation>
    </message>
    <message>
        <source>Calls are not reaching this computer: the phone system took the subscription, but nothing arrived here within 30 seconds. Check the way in (`screenpop doctor` tests each step of it); a call that arrives sets this right.</source>
        <translation>Les appels n’atteignent pas cet ordinateur&#xa0;: le système téléphonique a pris l’abonnement, mais rien n’est arrivé ici en 30 secondes. Vérifiez la voie d’entrée (`screenpop doctor` en essaie chaque étape); un appel qui arrive règle la question.</translation>
    </message>
    <message>
        <source>There is no way in for calls yet, so nothing can be shown. Check the way in in the settings.</source>
        <translation>Il n’y a pas encore de voie d’entrée pour les appels&#xa0;: rien ne peut être affiché. Vérifiez la voie d’entrée dans les réglages.</translation>
    </message>
    <message>
        <source>The subscription ran out, so calls do not come in. A new one is being asked for.</source>
        <translation>L’abonnement a expiré&#xa0;: les appels n’arrivent pas. Un nouvel abonnement est demandé.</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>il n’a pas répondu à temps</translation>
    </message>
    <message>
        <source>status {status}, with a web page instead of an answer</source>
        <translation>état {status}, avec une page Web au lieu d’une réponse</translation>
    </message>
    <message>
        <source>its certificate: {verify_message}</source>
        <translation>son certificat&#xa0;: {verify_message}</translation>
    </message>
    <message>
        <source>The phone system does not accept the sign-in (&quot;{message}&quot;), not even a new one. No calls can be shown until it does. Sign in again, or ask your administrator.</source>
        <translation>Le système téléphonique n’accepte pas la connexion («&#xa0;{message}&#xa0;»), même une nouvelle. Aucun appel ne peut être affiché d’ici là. Reconnectez-vous, ou demandez à votre administrateur.</translation>
    </message>
    <message>
        <source>ScreenPop has not signed in yet: it has only just started, or waits for the phone system.</source>
        <translation>ScreenPop n’est pas encore connecté&#xa0;: il vient de démarrer, ou attend le système téléphonique.</translation>
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
    <name>Profile</name>
    <message>
        <source>none is set up</source>
        <translation>aucun n’est configuré</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring cannot be used ({why}), and secrets are never kept in a file. Set the environment variable {variable} instead.</source>
        <translation>Le trousseau de cet ordinateur est inutilisable ({why}), et les secrets ne sont jamais gardés dans un fichier. Réglez plutôt la variable d’environnement {variable}.</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>un texte entre guillemets</translation>
    </message>
    <message>
        <source>There is no secret called {name!r}. There are: {names}.</source>
        <translation>Il n’y a pas de secret nommé {name!r}. Il y a&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Did you mean {names}?</source>
        <translation>Vouliez-vous dire {names}?</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>Il y a&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>There is no setting {key!r}. {suggestion}</source>
        <translation>Il n’y a pas de réglage {key!r}. {suggestion}</translation>
    </message>
    <message>
        <source>{key} must be {expected}, and {text!r} is not.</source>
        <translation>{key} doit être {expected}, et {text!r} ne l’est pas.</translation>
    </message>
    <message>
        <source>{path}: in [{section}], {error}.</source>
        <translation>{path}&#xa0;: dans [{section}], {error}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}. Correct it, or move it away to start afresh.</source>
        <translation>{path} est illisible&#xa0;: {error}. Corrigez-le, ou déplacez-le pour repartir à neuf.</translation>
    </message>
    <message>
        <source>{path}: {name!r} must be a table, written [{section}].</source>
        <translation>{path}&#xa0;: {name!r} doit être une table, écrite [{section}].</translation>
    </message>
    <message>
        <source>{path}: {section}.{key} must be {expected}, and is {plain!r}.</source>
        <translation>{path}&#xa0;: {section}.{key} doit être {expected}, et vaut {plain!r}.</translation>
    </message>
    <message>
        <source>{path}: write the table {section} as lines below [{section}] first.</source>
        <translation>{path}&#xa0;: écrivez d’abord la table {section} en lignes sous [{section}].</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>ce n’est pas un objet JSON</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Cards</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Looks and language</source>
        <translation>Apparence et langue</translation>
    </message>
    <message>
        <source>Presence, history and contacts</source>
        <translation>Présence, historique et contacts</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Way in</source>
        <translation>Voie d’entrée</translation>
    </message>
    <message>
        <source>Presence of colleagues</source>
        <translation>Présence des collègues</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Valeur par défaut</translation>
    </message>
    <message>
        <source>Reset {setting} to its default</source>
        <translation>Remettre {setting} à sa valeur par défaut</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Chercher dans les réglages</translation>
    </message>
    <message>
        <source>Set up again…</source>
        <translation>Refaire la configuration…</translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation>Aucun réglage ne porte ce nom.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>Reset all of “{group}”? What you or your administrator have set there is lost, and calls may not come in until it is set up again.</source>
        <translation>Réinitialiser tout le groupe «&#xa0;{group}&#xa0;»&#xa0;? Ce que vous ou votre administrateur y avez réglé est perdu, et il se peut qu’aucun appel n’arrive tant que ce n’est pas configuré de nouveau.</translation>
    </message>
    <message>
        <source>“{setting}”</source>
        <comment>the name of a setting, in a sentence</comment>
        <translation>«&#xa0;{setting}&#xa0;»</translation>
    </message>
    <message>
        <source>Reset all of {group}</source>
        <translation>Tout réinitialiser&#xa0;: {group}</translation>
    </message>
    <message>
        <source>Kept in the system&apos;s keyring, never in a file. It cannot be shown again.</source>
        <translation>Gardé dans le trousseau du système, jamais dans un fichier. Il ne peut pas être affiché de nouveau.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Such as Ctrl+Alt+A; empty: none.</source>
        <translation>Par exemple Ctrl+Alt+A; vide&#xa0;: aucune touche.</translation>
    </message>
    <message>
        <source>0: one is chosen once and kept.</source>
        <translation>0&#xa0;: un port est choisi une fois et conservé.</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secret du client</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Phrase secrète de la clé</translation>
    </message>
    <message>
        <source>Token for ngrok</source>
        <translation>Jeton ngrok</translation>
    </message>
    <message>
        <source>Show calls as</source>
        <translation>Afficher les appels comme</translation>
    </message>
    <message>
        <source>Notifications are the system&apos;s own, with its rules. On Windows and macOS they have no buttons.</source>
        <translation>Les notifications sont celles du système, avec ses règles. Sous Windows et macOS, elles n’ont pas de boutons.</translation>
    </message>
    <message>
        <source>Corner</source>
        <translation>Coin</translation>
    </message>
    <message>
        <source>Where on the screen cards appear.</source>
        <translation>Où les fiches apparaissent à l’écran.</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Écran</translation>
    </message>
    <message>
        <source>On which screen, where there are several.</source>
        <translation>Sur quel écran, s’il y en a plusieurs.</translation>
    </message>
    <message>
        <source>A missed call stays for</source>
        <translation>Un appel manqué reste pendant</translation>
    </message>
    <message>
        <source>Seconds after the call was missed; 0 means not at all.</source>
        <translation>Secondes après l’appel manqué; 0&#xa0;: pas du tout.</translation>
    </message>
    <message>
        <source>A call that a colleague took stays for</source>
        <translation>Un appel pris par un collègue reste pendant</translation>
    </message>
    <message>
        <source>Seconds after it was answered elsewhere; 0 means not at all.</source>
        <translation>Secondes après la réponse ailleurs; 0&#xa0;: pas du tout.</translation>
    </message>
    <message>
        <source>Over full-screen programs</source>
        <translation>Par-dessus le plein écran</translation>
    </message>
    <message>
        <source>Show cards also above films and presentations.</source>
        <translation>Montrer les fiches aussi par-dessus les films et les présentations.</translation>
    </message>
    <message>
        <source>For outgoing calls</source>
        <translation>Pour les appels sortants</translation>
    </message>
    <message>
        <source>Show a card for calls that you place, too.</source>
        <translation>Montrer aussi une fiche pour les appels que vous faites.</translation>
    </message>
    <message>
        <source>Sound when it rings</source>
        <translation>Son à la sonnerie</translation>
    </message>
    <message>
        <source>The system&apos;s own sound, once for each call. Your phone rings all the same.</source>
        <translation>Le son du système, une fois par appel. Votre téléphone sonne quand même.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Enlarges text and what holds it, in cards and windows.</source>
        <translation>Agrandit le texte et ce qui le contient, dans les fiches et les fenêtres.</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Démarrer à l’ouverture de session</translation>
    </message>
    <message>
        <source>ScreenPop starts when you sign in to this computer.</source>
        <translation>ScreenPop démarre quand vous ouvrez une session sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Blinking icon</source>
        <translation>Icône clignotante</translation>
    </message>
    <message>
        <source>The tray&apos;s icon blinks while your phone rings.</source>
        <translation>L’icône de la zone de notification clignote pendant que votre téléphone sonne.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Moins d’animation</translation>
    </message>
    <message>
        <source>Cards come without sliding, also where the system would have them slide.</source>
        <translation>Les fiches viennent sans glisser, même là où le système le permettrait.</translation>
    </message>
    <message>
        <source>Hot keys</source>
        <translation>Raccourcis globaux</translation>
    </message>
    <message>
        <source>The keys below work whichever window you are in.</source>
        <translation>Les touches ci-dessous fonctionnent quelle que soit la fenêtre utilisée.</translation>
    </message>
    <message>
        <source>Keys to answer</source>
        <translation>Touches pour répondre</translation>
    </message>
    <message>
        <source>Keys to decline or hang up</source>
        <translation>Touches pour refuser ou raccrocher</translation>
    </message>
    <message>
        <source>Keys to go to the card</source>
        <translation>Touches pour aller à la fiche</translation>
    </message>
    <message>
        <source>Keys to open the caller&apos;s record</source>
        <translation>Touches pour ouvrir le dossier de l’appelant</translation>
    </message>
    <message>
        <source>Keys to call a selected number</source>
        <translation>Touches pour appeler un numéro sélectionné</translation>
    </message>
    <message>
        <source>Keys for actions</source>
        <translation>Touches pour les actions</translation>
    </message>
    <message>
        <source>They do what the rules with on = &quot;hotkey&quot; say. Empty: none.</source>
        <translation>Elles font ce que disent les règles avec on = &quot;hotkey&quot;. Vide&#xa0;: aucune touche.</translation>
    </message>
    <message>
        <source>Wrap-up after a call</source>
        <translation>Après-appel</translation>
    </message>
    <message>
        <source>Seconds for which you count as busy after a call; 0 means not at all.</source>
        <translation>Secondes pendant lesquelles vous êtes considéré comme occupé après un appel; 0&#xa0;: pas du tout.</translation>
    </message>
    <message>
        <source>Do not disturb while locked</source>
        <translation>Ne pas déranger si verrouillé</translation>
    </message>
    <message>
        <source>A locked screen turns do not disturb on, and unlocking it off.</source>
        <translation>Verrouiller l’écran active Ne pas déranger, et le déverrouiller le désactive.</translation>
    </message>
    <message>
        <source>Hear of everybody&apos;s calls</source>
        <translation>Recevoir les appels de tous</translation>
    </message>
    <message>
        <source>For small offices without a presence feed: shows who is on the phone, if you may know.</source>
        <translation>Pour les petits bureaux sans flux de présence&#xa0;: montre qui est au téléphone, si vous y avez droit.</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Do what the rules under [[actions.rule]] in the settings file say.</source>
        <translation>Faire ce que disent les règles sous [[actions.rule]] dans le fichier de réglages.</translation>
    </message>
    <message>
        <source>Colleagues as contacts</source>
        <translation>Collègues comme contacts</translation>
    </message>
    <message>
        <source>Take the phone system&apos;s list of users into the contacts.</source>
        <translation>Ajouter aux contacts la liste des utilisateurs du système téléphonique.</translation>
    </message>
    <message>
        <source>Refresh contacts every</source>
        <translation>Actualiser les contacts toutes les</translation>
    </message>
    <message>
        <source>Minutes.</source>
        <translation>Minutes.</translation>
    </message>
    <message>
        <source>Keep calls for</source>
        <translation>Conserver les appels</translation>
    </message>
    <message>
        <source>Days after which calls and their notes are deleted; 0 keeps them for good.</source>
        <translation>Jours après lesquels les appels et leurs notes sont supprimés; 0&#xa0;: toujours conservés.</translation>
    </message>
    <message>
        <source>Address of the phone system</source>
        <translation>Adresse du système téléphonique</translation>
    </message>
    <message>
        <source>As your administrator tells it.</source>
        <translation>Comme votre administrateur l’indique.</translation>
    </message>
    <message>
        <source>Version of its interface</source>
        <translation>Version de son interface</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>As whom ScreenPop speaks to the phone system.</source>
        <translation>En tant que qui ScreenPop parle au système téléphonique.</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Identifiant du client</translation>
    </message>
    <message>
        <source>What the phone system calls this application.</source>
        <translation>Le nom que le système téléphonique donne à cette application.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>Poste</translation>
    </message>
    <message>
        <source>Whose calls are shown, where the sign-in does not say it.</source>
        <translation>De qui les appels s’affichent, si la connexion ne le dit pas.</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domaine</translation>
    </message>
    <message>
        <source>Where the sign-in does not say it.</source>
        <translation>Si la connexion ne le dit pas.</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Two letters: where numbers without a country code belong.</source>
        <translation>Deux lettres&#xa0;: à quel pays appartiennent les numéros sans indicatif.</translation>
    </message>
    <message>
        <source>Port of the sign-in</source>
        <translation>Port de la connexion</translation>
    </message>
    <message>
        <source>The one that is registered with the phone system.</source>
        <translation>Celui qui est inscrit auprès du système téléphonique.</translation>
    </message>
    <message>
        <source>Tell who calls</source>
        <translation>Dire qui appelle</translation>
    </message>
    <message>
        <source>For the feed itself: its board also says who is at the other end of each call.</source>
        <translation>Pour le flux lui-même&#xa0;: son tableau dit aussi qui est à l’autre bout de chaque appel.</translation>
    </message>
    <message>
        <source>Presence feed</source>
        <translation>Fil de présence</translation>
    </message>
    <message>
        <source>The address from which colleagues&apos; presence is read, if your office has one.</source>
        <translation>L’adresse d’où la présence des collègues est lue, si votre bureau en a une.</translation>
    </message>
    <message>
        <source>How the phone system&apos;s messages reach this computer.</source>
        <translation>Comment les messages du système téléphonique atteignent cet ordinateur.</translation>
    </message>
    <message>
        <source>Address of the relay</source>
        <translation>Adresse du relais</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Its SSH port</source>
        <translation>Son port SSH</translation>
    </message>
    <message>
        <source>User name there</source>
        <translation>Nom d’utilisateur là-bas</translation>
    </message>
    <message>
        <source>File of the key</source>
        <translation>Fichier de la clé</translation>
    </message>
    <message>
        <source>Empty: the SSH agent is asked.</source>
        <translation>Vide&#xa0;: l’agent SSH est consulté.</translation>
    </message>
    <message>
        <source>What others call the server</source>
        <translation>Comment les autres nomment le serveur</translation>
    </message>
    <message>
        <source>Empty: the same name.</source>
        <translation>Vide&#xa0;: le même nom.</translation>
    </message>
    <message>
        <source>Port that takes the calls</source>
        <translation>Port qui reçoit les appels</translation>
    </message>
    <message>
        <source>0: the server chooses one.</source>
        <translation>0&#xa0;: le serveur en choisit un.</translation>
    </message>
    <message>
        <source>Address to listen on there</source>
        <translation>Adresse d’écoute là-bas</translation>
    </message>
    <message>
        <source>Empty: all of them.</source>
        <translation>Vide&#xa0;: toutes.</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>Adresse publique</translation>
    </message>
    <message>
        <source>Where a reverse proxy on the server takes the calls.</source>
        <translation>Où un mandataire inverse du serveur reçoit les appels.</translation>
    </message>
    <message>
        <source>Empty: ngrok chooses one.</source>
        <translation>Vide&#xa0;: ngrok en choisit un.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>That of your tunnel or reverse proxy.</source>
        <translation>Celle de votre tunnel ou mandataire inverse.</translation>
    </message>
    <message>
        <source>Port on this computer</source>
        <translation>Port sur cet ordinateur</translation>
    </message>
    <message>
        <source>Address in this network</source>
        <translation>Adresse dans ce réseau</translation>
    </message>
    <message>
        <source>Empty: the one that leads to the phone system.</source>
        <translation>Vide&#xa0;: celle qui mène au système téléphonique.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Top left</source>
        <translation>En haut à gauche</translation>
    </message>
    <message>
        <source>Top right</source>
        <translation>En haut à droite</translation>
    </message>
    <message>
        <source>Bottom left</source>
        <translation>En bas à gauche</translation>
    </message>
    <message>
        <source>Bottom right</source>
        <translation>En bas à droite</translation>
    </message>
    <message>
        <source>Where the pointer is</source>
        <translation>Où se trouve le pointeur</translation>
    </message>
    <message>
        <source>Primary screen</source>
        <translation>Écran principal</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>As myself, in the browser</source>
        <translation>En mon nom, dans le navigateur</translation>
    </message>
    <message>
        <source>As the organisation</source>
        <translation>Au nom de l’organisation</translation>
    </message>
    <message>
        <source>With user name and password</source>
        <translation>Avec nom d’utilisateur et mot de passe</translation>
    </message>
    <message>
        <source>The office&apos;s relay</source>
        <translation>Le relais du bureau</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>Ce réseau</translation>
    </message>
    <message>
        <source>My own tunnel or proxy</source>
        <translation>Mon propre tunnel ou mandataire</translation>
    </message>
    <message>
        <source>My own server (SSH)</source>
        <translation>Mon propre serveur (SSH)</translation>
    </message>
    <message>
        <source>ngrok, for a trial</source>
        <translation>ngrok, pour un essai</translation>
    </message>
    <message>
        <source>This computer alone</source>
        <translation>Cet ordinateur seulement</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>The secret is in the keyring now.</source>
        <translation>Le secret est maintenant dans le trousseau.</translation>
    </message>
    <message>
        <source>Start at login could not be changed: {reason}</source>
        <translation>Le démarrage à l’ouverture de session n’a pas pu être changé&#xa0;: {reason}</translation>
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
    <message>
        <source>ScreenPop shows who is calling from now on. You can close this page.</source>
        <translation>ScreenPop montre désormais qui appelle. Vous pouvez fermer cette page.</translation>
    </message>
    <message>
        <source>This sign-in was given up in ScreenPop. To try again, choose Sign in there.</source>
        <translation>Cette connexion a été abandonnée dans ScreenPop. Pour réessayer, choisissez-y Se connecter.</translation>
    </message>
    <message>
        <source>No browser could be started. Open this address in a browser of this computer:</source>
        <translation>Aucun navigateur n’a pu être lancé. Ouvrez cette adresse dans un navigateur de cet ordinateur&#xa0;:</translation>
    </message>
    <message>
        <source>If that was a mistake, sign in again and choose to allow it; otherwise ask your administrator.</source>
        <translation>Si c’était une erreur, reconnectez-vous et autorisez l’accès; sinon, demandez à votre administrateur.</translation>
    </message>
    <message>
        <source>The phone system let you in for an hour only, without a refresh token, and ScreenPop would have to ask you again each hour. Ask your administrator to allow this application refresh tokens.</source>
        <translation>Le système téléphonique vous a admis pour une heure seulement, sans jeton d’actualisation&#xa0;: ScreenPop devrait vous demander de nouveau chaque heure. Demandez à votre administrateur de permettre les jetons d’actualisation à cette application.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <translation>Vous êtes connecté</translation>
    </message>
    <message>
        <source>The phone system let you in, but could not be reached to finish the sign-in. Check the network, then sign in again.</source>
        <translation>Le système téléphonique vous a admis, mais est devenu inaccessible avant la fin de la connexion. Vérifiez le réseau, puis reconnectez-vous.</translation>
    </message>
    <message>
        <source>You are not signed in</source>
        <translation>Vous n’êtes pas connecté</translation>
    </message>
    <message>
        <source>only came back with an old page</source>
        <translation>n’est revenu qu’avec une vieille page</translation>
    </message>
    <message>
        <source>did not come back</source>
        <translation>n’est pas revenu</translation>
    </message>
    <message>
        <source>Your browser {what} within two minutes, so nobody is signed in. Sign in again, and leave the page open until it says that you are signed in. If the phone system&apos;s page shows an error instead, your administrator has to register the address {redirect_uri} there.</source>
        <translation>Votre navigateur {what} en deux minutes&#xa0;: personne n’est connecté. Reconnectez-vous, et laissez la page ouverte jusqu’à ce qu’elle dise que vous êtes connecté. Si la page du système téléphonique montre plutôt une erreur, votre administrateur doit y inscrire l’adresse {redirect_uri}.</translation>
    </message>
    <message>
        <source>The phone system did not take what your browser brought back (&quot;{word}&quot;). It is good for a minute only: sign in again. If that fails too, your administrator has to check the client id and its secret.</source>
        <translation>Le système téléphonique n’a pas accepté ce que votre navigateur a rapporté («&#xa0;{word}&#xa0;»). Cela n’est valable qu’une minute&#xa0;: reconnectez-vous. Si cela échoue aussi, votre administrateur doit vérifier l’identifiant du client et son secret.</translation>
    </message>
    <message>
        <source>You are signed in as {who}</source>
        <translation>Vous êtes connecté en tant que {who}</translation>
    </message>
    <message>
        <source>Nobody signed in within two minutes. {notice}</source>
        <translation>Personne ne s’est connecté en deux minutes. {notice}</translation>
    </message>
    <message>
        <source>The phone system could not sign you in ({word}). The fault is on its side. Try again in a while.</source>
        <translation>Le système téléphonique n’a pas pu vous connecter ({word}). L’erreur est de son côté. Réessayez dans un moment.</translation>
    </message>
    <message>
        <source>The phone system does not accept what ScreenPop asks for ({word}). Your administrator has to check the client id, and that {redirect_uri} is registered with it.</source>
        <translation>Le système téléphonique n’accepte pas ce que ScreenPop demande ({word}). Votre administrateur doit vérifier l’identifiant du client, et que {redirect_uri} y est inscrite.</translation>
    </message>
    <message>
        <source>ScreenPop was refused access ({word}). {mistake}</source>
        <translation>L’accès a été refusé à ScreenPop ({word}). {mistake}</translation>
    </message>
    <message>
        <source>Sign in on the page that your browser shows. It is waited for two minutes.</source>
        <translation>Connectez-vous sur la page que montre votre navigateur. L’attente est de deux minutes.</translation>
    </message>
    <message>
        <source>ScreenPop could not sign you in, through a fault of its own; its log file says more. Try again.</source>
        <translation>ScreenPop n’a pas pu vous connecter, par une erreur de sa part; son journal en dit plus. Réessayez.</translation>
    </message>
    <message>
        <source>This sign-in was given up.</source>
        <translation>Cette connexion a été abandonnée.</translation>
    </message>
    <message>
        <source>account.grant is &quot;{grant}&quot;, so nobody signs in through the browser here. To change that, run `screenpop config set account.grant authorization_code` and start ScreenPop again.</source>
        <translation>account.grant vaut «&#xa0;{grant}&#xa0;»&#xa0;: personne ne se connecte ici par le navigateur. Pour changer cela, lancez `screenpop config set account.grant authorization_code` et redémarrez ScreenPop.</translation>
    </message>
    <message>
        <source>For a sign-in that lasts on a computer without a keyring, set account.grant to &quot;client_credentials&quot; and the variable SCREENPOP_CLIENT_SECRET, or to &quot;password&quot; and SCREENPOP_PASSWORD.</source>
        <translation>Pour une connexion durable sur un ordinateur sans trousseau, réglez account.grant à «&#xa0;client_credentials&#xa0;» et la variable SCREENPOP_CLIENT_SECRET, ou à «&#xa0;password&#xa0;» et SCREENPOP_PASSWORD.</translation>
    </message>
    <message>
        <source>Your sign-in ends on {date} at {time}. To go on receiving calls, {how}.</source>
        <translation>Votre connexion prend fin le {date} à {time}. Pour continuer à recevoir des appels, {how}.</translation>
    </message>
    <message>
        <source>Your sign-in ended on {date} at {time}. To go on receiving calls, {how}.</source>
        <translation>Votre connexion a pris fin le {date} à {time}. Pour continuer à recevoir des appels, {how}.</translation>
    </message>
    <message>
        <source>You are signed in until ScreenPop ends: this computer&apos;s keyring cannot be used ({why}), and secrets are never kept in a file. {lasting}</source>
        <translation>Vous êtes connecté jusqu’à la fermeture de ScreenPop&#xa0;: le trousseau de cet ordinateur est inutilisable ({why}), et les secrets ne sont jamais gardés dans un fichier. {lasting}</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring cannot be used ({why}), so your sign-in could not be kept. To sign in until ScreenPop ends, {how_to_sign_in}. {lasting}</source>
        <translation>Le trousseau de cet ordinateur est inutilisable ({why})&#xa0;: votre connexion n’a pas pu être conservée. Pour vous connecter jusqu’à la fermeture de ScreenPop, {how_to_sign_in}. {lasting}</translation>
    </message>
    <message>
        <source>a program of yours</source>
        <translation>un de vos programmes</translation>
    </message>
    <message>
        <source>the program {program} of {user}</source>
        <translation>le programme {program} de {user}</translation>
    </message>
    <message>
        <source>Your browser has to come back to port {port} of this computer, and {holder} uses it. If somebody else is signing in at this moment, wait two minutes and sign in again. If that does not help, tell your administrator.</source>
        <translation>Votre navigateur doit revenir au port {port} de cet ordinateur, et {holder} l’utilise. Si quelqu’un d’autre se connecte en ce moment, attendez deux minutes et reconnectez-vous. Si cela n’aide pas, prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>the program {program} of yours</source>
        <translation>votre programme {program}</translation>
    </message>
    <message>
        <source>a program of {user}</source>
        <translation>un programme de {user}</translation>
    </message>
    <message>
        <source>Your browser has to come back to port {port} of this computer, and that cannot be used now ({why}). End the program that uses it and sign in again, or ask your administrator for another port (account.redirect_port).</source>
        <translation>Votre navigateur doit revenir au port {port} de cet ordinateur, et il est inutilisable en ce moment ({why}). Arrêtez le programme qui l’utilise et reconnectez-vous, ou demandez un autre port à votre administrateur (account.redirect_port).</translation>
    </message>
    <message>
        <source>Your browser has to come back to port {port} of this computer, and {holder} uses it. End that program, then sign in again.</source>
        <translation>Votre navigateur doit revenir au port {port} de cet ordinateur, et {holder} l’utilise. Arrêtez ce programme, puis reconnectez-vous.</translation>
    </message>
    <message>
        <source>user {uid}</source>
        <translation>utilisateur {uid}</translation>
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
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
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
        <source>{weekday} {day} {month}</source>
        <comment>Monday 23 November</comment>
        <translation>{weekday} {day} {month}</translation>
    </message>
    <message>
        <source>{weekday} {day} {month} {year}</source>
        <comment>Monday 23 November 2025</comment>
        <translation>{weekday} {day} {month} {year}</translation>
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
        <source>Call a number…</source>
        <translation>Appeler un numéro…</translation>
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
    <name>Ways</name>
    <message>
        <source>The SSH server {host} is new here. Its key has the fingerprint

{fingerprint}

Compare it with what the server&apos;s administrator says. Whoever has another key could listen to your calls. Is it the right one?</source>
        <translation>Le serveur SSH {host} est nouveau ici. L’empreinte de sa clé est

{fingerprint}

Comparez-la avec ce que dit l’administrateur du serveur. Quiconque a une autre clé pourrait écouter vos appels. Est-ce la bonne?</translation>
    </message>
    <message>
        <source>Replace the secret of this desktop at the relay? Do so if somebody else may have it: they read nothing more then. Your subscription moves to a new address, and calls go on coming in.</source>
        <translation>Remplacer le secret de ce poste auprès du relais? Faites-le si quelqu’un d’autre peut l’avoir&#xa0;: cette personne ne lira plus rien. Votre abonnement passe à une nouvelle adresse, et les appels continuent d’arriver.</translation>
    </message>
    <message>
        <source>Sending a test message through each way in. This takes a minute at the most.</source>
        <translation>Envoi d’un message d’essai par chaque voie d’entrée. Cela prend une minute au plus.</translation>
    </message>
    <message>
        <source>Trust this server</source>
        <translation>Faire confiance à ce serveur</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>Nouvelle adresse</translation>
    </message>
    <message>
        <source>The secret is replaced, and your subscription moves to the new address.</source>
        <translation>Le secret est remplacé, et votre abonnement passe à la nouvelle adresse.</translation>
    </message>
    <message>
        <source>{way}: works, {milliseconds} ms</source>
        <translation>{way}&#xa0;: fonctionne, {milliseconds} ms</translation>
    </message>
    <message>
        <source>{way}: {why}</source>
        <translation>{way}&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Calls do not come in through a relay: there is no secret to replace.</source>
        <translation>Les appels n’arrivent pas par un relais&#xa0;: il n’y a pas de secret à remplacer.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
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
