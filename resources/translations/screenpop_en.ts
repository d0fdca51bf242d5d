<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Calls</name>
    <message numerus="yes">
        <source>Delete all calls older than %n days, and their notes? This cannot be undone.</source>
        <translation>
            <numerusform>Delete all calls older than %n day, and their notes? This cannot be undone.</numerusform>
            <numerusform>Delete all calls older than %n days, and their notes? This cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete calls older than %n days…</source>
        <translation>
            <numerusform>Delete calls older than %n day…</numerusform>
            <numerusform>Delete calls older than %n days…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n missed call</numerusform>
            <numerusform>%n missed calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message numerus="yes">
        <source>%n checks failed. What to do stands beside them.</source>
        <translation>
            <numerusform>%n check failed. What to do stands beside it.</numerusform>
            <numerusform>%n checks failed. What to do stands beside them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls can come in. There are %n warnings.</source>
        <translation>
            <numerusform>Calls can come in. There is %n warning.</numerusform>
            <numerusform>Calls can come in. There are %n warnings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stack</name>
    <message numerus="yes">
        <source>%n more calls</source>
        <translation>
            <numerusform>%n more call</numerusform>
            <numerusform>%n more calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n missed</numerusform>
            <numerusform>%n missed</numerusform>
        </translation>
    </message>
</context>
</TS>
