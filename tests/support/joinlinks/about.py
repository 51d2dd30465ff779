"""Links that people copy in Teams and Outlook instead of the link to join."""

from __future__ import annotations

from urllib.parse import quote

TENANT = "5c1d7e90-3a42-4b1f-9f0e-7d2b6a8c9e01"
ORGANIZER = "9d2f4b6a-8c0e-4d1a-b3c5-e7f901234567"
NAME = "meeting_ZGVhZGJlZWYtMTIzNC00NTY3LTg5YWItY2RlZjAxMjM0NTY3"
THREAD = f"19:{NAME}@thread.v2"
CODED = quote(THREAD, safe="")
CHANNEL = "19:kDmBJDXa9Vbq3@thread.tacv2"
JOIN = (
    f"https://teams.microsoft.com/l/meetup-join/19%3a{NAME}%40thread.v2/0"
    f"?context=%7b%22Tid%22%3a%22{TENANT}%22%2c%22Oid%22%3a%22{ORGANIZER}%22%7d"
)
EVENT_ID = "AAMkAGQ0ZmU1-L_kLTRhNzUtOTk3Mi1hYjA4ZjEwMmQ3ZTEARgAAAAB="

WHOLE = {
    "recap": "https://teams.microsoft.com/l/meetingrecap?driveId=b%21x7&driveItemId=01ABCD&sitePath=https%3A%2F%2Fc.example%2Fr"
    f"&fileUrl=https%3A%2F%2Fc.example%2Fv.mp4&iCalUid=0400&threadId={CODED}&organizerId={ORGANIZER}"
    f"&tenantId={TENANT}&callId=1b2c&threadType=meeting&meetingType=Recurring&subType=RecapSharingLink",
    "recap, in the new client": f"https://teams.microsoft.com/v2/#/meetingrecap?threadId={CODED}&organizerId={ORGANIZER}&tenantId={TENANT}",
    "recap, under the newer host": f"https://teams.cloud.microsoft/l/meetingrecap?threadId={CODED}&organizerId={ORGANIZER}&tenantId={TENANT}",
    "options": f"https://teams.microsoft.com/meetingOptions/?organizerId={ORGANIZER}&tenantId={TENANT}"
    f"&threadId=19_{NAME}@thread.v2&messageId=0&language=en-GB",
    "options, encoded": f"https://teams.microsoft.com/meetingOptions/?language=de-DE&tenantId={TENANT.upper()}"
    f"&organizerId={ORGANIZER.upper()}&threadId={quote(f'19_{NAME}@thread.v2', safe='')}&messageId=0",
    "options, in the desktop's form": f"msteams:/l/meetingoptions?threadId={CODED}"
    f"&organizerId={ORGANIZER}&tenantId={TENANT}",
    "attendance": f"https://teams.microsoft.com/l/meeting/attendance?threadId={CODED}&organizerId=8:orgid:{ORGANIZER}&tenantId={TENANT}",
    "notes": f"https://teams.microsoft.com/l/meeting/notes/{CODED}?tenantId={TENANT}&organizerId={ORGANIZER}",
    "a context in JSON": "https://teams.microsoft.com/l/meeting/"
    + quote(THREAD)
    + "/details?context="
    + quote(f'{{"tenantId":"{TENANT}","organizerId":"{ORGANIZER}"}}'),
    "a mail filter's": "https://eur03.safelinks.protection.outlook.com/?url="
    + quote(
        f"https://teams.microsoft.com/l/meetingrecap?threadId={CODED}&organizerId={ORGANIZER}&tenantId={TENANT}",
        safe="",
    ),
}
"""They say all that a join URL says."""

THREAD_ONLY = {
    "chat": f"https://teams.microsoft.com/l/chat/{THREAD}/conversations?context=%7B%22contextType%22%3A%22chat%22%7D",
    "chat, encoded": f"https://teams.microsoft.com/l/chat/{CODED}/0?tenantId={TENANT}",
    "message": f"https://teams.microsoft.com/l/message/{THREAD}/1764321234567?context="
    + quote('{"contextType":"chat","oid":"8:orgid:11111111-2222-4333-8444-555555555555"}'),
    "old web client": f"https://teams.microsoft.com/_#/conversations/{THREAD}?ctx=chat",
    "new web client": f"https://teams.microsoft.com/v2/#/conversations/{CODED}?ctx=chat",
    "before joining": f"https://teams.microsoft.com/_#/pre-join-calling/{THREAD}",
    "/l/meeting": f"https://teams.microsoft.com/l/meeting/{CODED}",
    "the desktop's chat": f"msteams:/l/chat/{THREAD}/0",
    "a tab of the meeting": f"https://teams.microsoft.com/l/entity/fe4a8eba/_djb2?context=%7B%22chatId%22%3A%22{CODED}%22%7D",
    "a file of the meeting": f"https://teams.microsoft.com/l/file/1A2B?tenantId={TENANT}&threadId={CODED}&fileType=docx",
    "recap without its organizer": f"https://teams.microsoft.com/l/meetingrecap?threadId={CODED}&tenantId={TENANT}",
}
"""They name the meeting's thread, and not who organizes it."""

CODED_EVENT = quote(EVENT_ID, safe="")
AS_EXCHANGE = quote(EVENT_ID.replace("-", "/").replace("_", "+"), safe="")
EVENTS = {
    "details": f"https://teams.microsoft.com/l/meeting/details?eventId={CODED_EVENT}",
    "lower-case escapes": f"https://teams.microsoft.com/l/meeting/details?eventId={EVENT_ID.replace('=', '%3d')}",
    "details, in the old client": f"https://teams.microsoft.com/_#/l/meeting/details?eventId={CODED_EVENT}",
    "the form": f"https://teams.microsoft.com/_#/scheduling-form/?eventId={CODED_EVENT}&opener=1&providerType=0",
    "the form, in the new client": f"https://teams.microsoft.com/v2/#/scheduling-form/?opener=1&eventId={CODED_EVENT}",
    "Outlook's item": f"https://outlook.office.com/calendar/item/{CODED_EVENT}",
    "Outlook's webLink": f"https://outlook.office365.com/owa/?itemid={AS_EXCHANGE}&exvsurl=1&path=/calendar/item",
    "Outlook, under the newer host": f"https://outlook.cloud.microsoft/calendar/item/{AS_EXCHANGE}",
    "Outlook's second account": f"https://outlook.office.com/calendar/0/item/{CODED_EVENT}",
    "Outlook's deep link": f"https://outlook.office.com/calendar/deeplink/read/{AS_EXCHANGE}?path=x",
    "the desktop's": f"msteams:/l/meeting/details?eventId={CODED_EVENT}",
}

PUBLIC = {
    "webinar's registration": f"https://events.teams.microsoft.com/event/0c1d2e3f-1111-4222-8333-444455556666@{TENANT}",
    "under the newer host": f"https://events.teams.cloud.microsoft/event/0c1d2e3f-1111-4222-8333-444455556666@{TENANT}",
    "old registration": f"https://teams.microsoft.com/registration/abc,def,{NAME}?mode=read&tenantId={TENANT}",
    "town hall": "https://teams.microsoft.com/convene/townhalls?eventId=b0a1-4c2d&sessionId=77aa",
    "town hall, deep link": "https://teams.microsoft.com/l/townhall/b0a1-4c2d",
    "webinar, deep link": "https://teams.microsoft.com/l/webinar/b0a1-4c2d",
    "virtual event": "https://teams.microsoft.com/l/virtualevent/b0a1-4c2d",
    "live event": JOIN.replace("%7d", "%2c%22IsBroadcastMeeting%22%3atrue%2c%22role%22%3a%22a%22%7d")
    + "&btype=a&role=a",
    "live event, decoded": JOIN.replace("%7d", "%2c%22IsBroadcastMeeting%22%3atrue%7d"),
    "live event, by its type alone": JOIN + "&btype=a&role=a",
    "live event, in the old client": "https://teams.microsoft.com/_#/live-event/b0a1",
}

BROKEN = (
    "https://teams.microsoft.com/l/meeting/details?eventId=AAMkAGMx...AAA%3d",
    "https://teams.microsoft.com/l/meeting/details",
    "https://teams.microsoft.com/l/meetingrecap?driveId=b%21x7",
    "https://teams.microsoft.com/l/meetup-join/",
    "https://teams.microsoft.com/l/meetup-join",
    f"https://teams.microsoft.com/l/meetup-join/{CODED[:30]}",
    "https://teams.microsoft.com/meet/",
    "https://teams.microsoft.com/meet/24812",
    "https://teams.microsoft.com/l/meet/12",
    "https://teams.microsoft.com/light-meetings/launch?coords=eyJ",
    "https://teams.cloud.microsoft/meet/7",
    "https://teams.microsoft.com/_#/l/meetup-join/19%3a",
    "https://teams.microsoft.com/v2/#/l/meetup-join/19%3ameeting",
)
CHATS = (
    "https://teams.microsoft.com/l/chat/0/0?users=ben@contoso.com",
    "https://teams.microsoft.com/l/chat/19:2da4c29f6d7041eca70b638b43d45437@thread.v2/0",
    "https://teams.microsoft.com/l/chat/19:11111111-2222_33333333-4444@unq.gbl.spaces/0",
    "https://teams.microsoft.com/l/call/0/0?users=ben@contoso.com",
    "https://teams.microsoft.com/l/message/19:2da4c29f@thread.v2/1764321234567",
    "https://teams.microsoft.com/_#/conversations/General",
    "https://teams.microsoft.com/v2/#/chat",
    "https://teams.microsoft.com/_#/chat/19:2da4c29f@thread.v2",
    "https://teams.cloud.microsoft/l/chat/0/0?users=x@y.example",
    "msteams:/l/chat/0/0?users=ben@contoso.com",
)
PLACES = (
    "https://teams.microsoft.com/",
    "https://teams.microsoft.com/v2/",
    "https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/General?groupId=1&tenantId=2",
    "https://teams.microsoft.com/l/team/19%3aabc%40thread.tacv2/conversations?groupId=1",
    "https://teams.microsoft.com/l/app/2a84919f-59d8-4441-a975-2a8c2643b741",
    "https://teams.microsoft.com/l/entity/ef56c0de-36fc-4ef8-b417-3d82ba9d073c/_djb2",
    "https://teams.microsoft.com/l/file/5E0154FC-F2B4-4DA5-8CDA-F096E72C0A80?tenantId=1",
    "https://teams.microsoft.com/l/meeting/new?subject=Physio&attendees=ben@contoso.com",
    "https://teams.microsoft.com/_#/calendarv2",
    "https://teams.microsoft.com/v2/#/calendar",
    "https://teams.microsoft.com/l/task/abc?url=x",
)
HIDDEN = (
    "https://protect-eu.mimecast.com/s/9zXyCk5BmTqR0vPQFzVwj?domain=teams.microsoft.com",
    "https://url.us.m.mimecastprotect.com/s/abc",
    "https://aka.ms/JoinTeamsMeeting?omkt=en-US",
    "https://bit.ly/3xYzAbC",
    "https://tinyurl.com/physio",
    "https://t.co/AbCd",
    "https://lnkd.in/x",
    "https://u1.ct.sendgrid.net/ls/click?upn=abc",
    "https://is.gd/x",
    "https://rebrand.ly/x",
)
