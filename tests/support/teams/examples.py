"""Activities in the shapes of Microsoft's own examples: those of Teams' documentation, the Bot Framework's schema and
the SDKs' tests and samples. The ids are made up; sender, bot, tenant and service are filled in by whoever sends them.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
CARD = {
    "contentType": "application/vnd.microsoft.card.adaptive",
    "content": {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Hello"}]},
}
EMPTY = {"contentType": "text/html", "content": "<div></div>"}
TEAM = {"id": "19:efa9296d959346209fea44151c742e73@thread.skype", "name": "Cardiology", "aadGroupId": "e1b1-11"}
GENERAL = {"id": TEAM["id"], "name": "General"}
CHANNEL: Json = {
    "conversation": {
        "isGroup": True,
        "conversationType": "channel",
        "id": "19:253b1f341670408fb6fe51050b6e5ceb@thread.skype;messageid=1485983194839",
    },
    "channelData": {
        "teamsChannelId": GENERAL["id"],
        "teamsTeamId": TEAM["id"],
        "channel": GENERAL,
        "team": TEAM,
        "settings": {"selectedChannel": GENERAL},
    },
}
GROUP: Json = {"conversation": {"isGroup": True, "conversationType": "groupChat", "id": "19:ward@thread.v2"}}
MEETING: Json = {**GROUP, "channelData": {"meeting": {"id": "MCMxOTptZWV0aW5nX3g="}, "source": {"name": "message"}}}
BEN = {"id": "29:1I9Is_Sx0O-Iy2rQ7Xz1lcaPKlO9eqmBRTBuW6XzkFtcjqxTjPaCMij8BVMdBcL9L_RwWNJyAHFQb0TRzXgyQvA"}


def invoke(name: str, value: Any, **changes: Any) -> Json:
    """An invoke as Teams sends it."""
    return {"type": "invoke", "name": name, "value": value, "id": "f:6894910862892785420", **changes}


def extension(name: str, place: str = "compose", **value: Any) -> Json:
    """An invoke of a message extension."""
    return invoke(f"composeExtension/{name}", {"commandId": "searchCmd", "commandContext": place, **value})


def update(event: str, kind: str = "conversationUpdate", **changes: Any) -> Json:
    """Something that happened in a team."""
    data = {**CHANNEL["channelData"], "eventType": event}
    return {"type": kind, **CHANNEL, "channelData": data, **changes}


def of_meeting(name: str, value: Any) -> Json:
    """An event of a running meeting."""
    return {"type": "event", "name": f"application/vnd.microsoft.{name}", "value": value, **MEETING}


TIMES = {"Title": "Standup", "Id": "MCMx", "JoinUrl": "https://teams.microsoft.com/l/x", "MeetingType": "Scheduled"}
PARTICIPANT = {"user": {"id": BEN["id"], "name": "Ben"}, "meeting": {"inMeeting": True, "role": "Organizer"}}
FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "contentUrl": "https://contoso.sharepoint.com/personal/x/Documents/chat.docx",
    "name": "chat.docx",
    "content": {"downloadUrl": "https://download.link", "uniqueId": "1150D938", "fileType": "docx", "etag": "{1}"},
}
CONSENT = {"action": "accept", "context": {"filename": "a.txt"}, "type": "fileUpload", "uploadInfo": {"name": "a.txt"}}
PAYLOAD: Json = {
    "linkToMessage": "https://teams.microsoft.com/l/message/19:x@thread.skype/1485983194839",
    "id": "1485983194839",
    "replyToId": None,
    "createdDateTime": "2026-11-23T10:20:30Z",
    "lastModifiedDateTime": None,
    "deleted": False,
    "subject": None,
    "summary": None,
    "importance": "normal",
    "locale": "en-us",
    "from": {"device": None, "conversation": None, "user": {"userIdentityType": "aadUser", "id": "x"}},
    "reactions": [{"reactionType": "like", "user": {"user": {"id": "x"}}, "createdDateTime": "2026-11-23T10:20:30Z"}],
    "mentions": [{"id": 0, "mentionText": "Bot", "mentioned": {"application": {"id": "x"}}}],
    "body": {"contentType": "html", "content": "<div>Test <at id='0'>Bot</at></div>"},
    "attachmentLayout": "list",
    "attachments": [{"id": "1", "contentType": "messageReference", "content": '{"messageId":"1"}'}],
}
MENTION = {"type": "mention", "mentioned": {"id": "28:bot", "name": "Bot"}, "text": "<at>Bot</at>"}
CLIENT = {"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "iOS"}
CITATION = {"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "citation": []}
STREAM = {"type": "streaminfo", "streamId": "a-1", "streamType": "streaming", "streamSequence": 1}
PRODUCT = {"type": "ProductInfo", "id": "COPILOT"}

EXAMPLES: dict[str, Json] = {
    # messages
    "a message": {"text": "Hello", "textFormat": "plain", "localTimestamp": "2017-02-01T14:10:07.437-07:00"},
    "a message in a channel": {**CHANNEL, "text": "<at>Bot</at> Hello", "entities": [MENTION, CLIENT]},
    "a message in a group": {**GROUP, "text": "<at>Bot</at> help", "entities": [MENTION], "replyToId": "1485983194839"},
    "a message in a meeting": {**MEETING, "text": "help"},
    "a message with a file": {"text": "", "attachments": [FILE, EMPTY]},
    "a picture": {"attachments": [{"contentType": "image/*", "contentUrl": "https://smba.trafficmanager.net/x"}]},
    "a card by somebody": {"text": "help", "attachments": [CARD, EMPTY]},
    "a message with everything": {
        "text": "help", "speak": "help", "inputHint": "acceptingInput", "summary": "s", "importance": "high",
        "deliveryMode": "normal", "expiration": "2026-11-29T00:00:00Z", "suggestedActions": {"to": [], "actions": []},
        "attachmentLayout": "list", "topicName": "t", "historyDisclosed": False, "callerId": "urn:botframework:azure",
        "entities": [CITATION, STREAM, PRODUCT, CLIENT], "rawTimestamp": "x", "listenFor": [], "textHighlights": [],
        "semanticAction": {"id": "x", "state": "start"}, "relatesTo": {"activityId": "1"}, "label": "x", "code": "x",
    },
    "a button": {"value": {"act": "pick"}, "replyToId": "1795367076853"},
    "a button of an old card": {"text": "like", "value": {"option": "opt1"}},
    "a quoted reply": {
        "text": '<quoted messageId="1772050244572"/> help',
        "entities": [{"type": "quotedReply", "quotedReply": {"messageId": "1772050244572", "isReplyDeleted": True}}],
    },
    "on behalf of": {"text": "help", "channelData": {"onBehalfOf": [{"itemid": 0, "mri": "29:x"}]}},
    "with feedback": {"text": "help", "channelData": {"feedbackLoopEnabled": True, "legacy": {"replyToId": "1:x"}}},
    # changes of messages
    "an edit": {"type": "messageUpdate", "text": "help", "channelData": {"eventType": "editMessage"}},
    "a restored message": {"type": "messageUpdate", "text": "x", "channelData": {"eventType": "undeleteMessage"}},
    "a deleted message": {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
    "a like": {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1575667808184"},
    "a like taken back": {"type": "messageReaction", "reactionsRemoved": [{"type": "like"}], **CHANNEL},
    # conversations
    "a member added": update("teamMemberAdded", membersAdded=[BEN], timestamp="2017-02-23T19:34:07.478Z"),
    "a member removed": update("teamMemberRemoved", membersRemoved=[BEN]),
    "a guest added": update("teamMemberAdded", membersAdded=[{**BEN, "role": "user", "userRole": "guest"}]),
    "a channel created": update("channelCreated"),
    "a channel renamed": {**update("channelRenamed"), "from": BEN},
    "a channel deleted": update("channelDeleted", text=None),
    "a channel restored": update("channelRestored"),
    "a channel shared": update("channelShared", membersAdded=None),
    "a team renamed": update("teamRenamed"),
    "a team archived": update("teamArchived"),
    "a team deleted": update("teamDeleted", recipient=None),
    "a topic": {"type": "conversationUpdate", **GROUP, "topicName": "Ward", "historyDisclosed": True},
    "an installation": {"type": "installationUpdate", "action": "add"},
    "an upgrade": {"type": "installationUpdate", "action": "add-upgrade", **CHANNEL},
    "a removal": {"type": "installationUpdate", "action": "remove-upgrade", **GROUP},
    "a typing indicator": {"type": "typing", "entities": [STREAM]},
    "an end": {"type": "endOfConversation", "code": "completedSuccessfully"},
    "a trace": {"type": "trace", "name": "t", "valueType": "x", "value": {"a": 1}, "label": "l"},
    "a handoff": {"type": "event", "name": "handoff.initiate", "value": {"Skill": "x"}},
    "a contact": {"type": "contactRelationUpdate", "action": "add"},
    "a command": {"type": "command", "name": "application/vnd.x", "value": {"commandId": "1"}},
    "a read receipt": of_meeting("readReceipt", {"lastReadMessageId": "1"}),
    # meetings
    "a meeting begins": of_meeting("meetingStart", {**TIMES, "StartTime": "2026-11-24T08:00:00Z"}),
    "a meeting ends": of_meeting("meetingEnd", {**TIMES, "EndTime": "2026-11-24T09:00:00Z"}),
    "somebody joins": of_meeting("meetingParticipantJoin", {"members": [PARTICIPANT]}),
    "somebody leaves": of_meeting("meetingParticipantLeave", {"members": [PARTICIPANT]}),
    # invokes
    "a press": invoke("adaptiveCard/action", {
        "action": {"type": "Action.Execute", "id": "a", "verb": "personalDetailsFormSubmit", "data": {"key1": True}},
        "trigger": "manual",
    }),
    "an automatic refresh": invoke("adaptiveCard/action", {
        "action": {"type": "Action.Execute", "verb": "refresh", "data": None}, "trigger": "automatic",
    }, **GROUP),
    "a press with a token": invoke("adaptiveCard/action", {
        "action": {"type": "Action.Execute", "verb": "x"}, "authentication": {"id": "1", "token": "x"}, "state": "1",
    }),
    "a dialog": invoke("task/fetch", {"data": {"type": "task/fetch", "data": "x"}, "context": {"theme": "dark"}}),
    "a submitted dialog": invoke("task/submit", {"data": {"x": "y"}, "context": {"theme": "default"}}),
    "a search": extension("query", parameters=[{"name": "word", "value": "Toronto"}], queryOptions={"count": 25}),
    "a first search": extension("query", parameters=[{"name": "initialRun", "value": "true"}]),
    "an action": extension("fetchTask", context={"theme": "default"}),
    "an action on a message": extension("fetchTask", "message", messagePayload=PAYLOAD),
    "a submitted action": extension("submitAction", data={"id": "1"}, context={"theme": "default"}),
    "a previewed message": extension("submitAction", botMessagePreviewAction="send", botActivityPreview=[{}]),
    "a selected row": extension("selectItem", id="1"),
    "a pasted link": invoke("composeExtension/queryLink", {"url": "https://theurlsubmittedbyyouruser.com"}),
    "a link of a stranger": invoke("composeExtension/anonymousQueryLink", {"url": "https://a.example"}),
    "settings": extension("querySettingUrl"),
    "new settings": extension("setting", state="x"),
    "a pressed preview": invoke("composeExtension/onCardButtonClicked", {"a": 1}),
    "a file's consent": invoke("fileConsent/invoke", CONSENT),
    "an old card's action": invoke("actionableMessage/executeAction", {"body": "x", "actionId": "1"}),
    "a typeahead": invoke("application/search", {"queryText": "x", "queryOptions": {"skip": 0, "top": 15}}),
    "a state": invoke("signin/verifyState", {"state": "123456"}),
    "a token": invoke("signin/tokenExchange", {"id": "1", "connectionName": "", "token": "x"}),
    "a failed sign-in": invoke("signin/failure", {"code": "resourcematchfailed", "message": "x"}),
    "a tab": invoke("tab/fetch", {"tabContext": {"tabEntityId": "homeTab"}, "context": {"theme": "default"}}),
    "feedback": invoke("message/submitAction", {"actionName": "feedback", "actionValue": {"reaction": "like"}}),
    "a configuration": invoke("config/fetch", {"data": {}}, **CHANNEL),
    "a handoff of Copilot": invoke("handoff/action", {"continuation": "x"}),
    "no name": invoke("", None),
}  # fmt: skip
