// botbuilder for Node as its samples have it: CloudAdapter on express, a card for an answer.
// Microsoft's host names lead to the lab's port, and its authority is trusted (NODE_EXTRA_CA_CERTS).

const dns = require("node:dns");
const fs = require("node:fs");
const path = require("node:path");
const tls = require("node:tls");

const { LAB_APP_ID, LAB_SECRET, LAB_TENANT, LAB_PORT, PORT } = process.env;
const MICROSOFT = /^(login\.microsoftonline\.com|login\.botframework\.com|smba\.trafficmanager\.net)$/;
const lookup = dns.lookup;
dns.lookup = (name, options, done) => lookup(MICROSOFT.test(name) ? "127.0.0.1" : name, options, done);
const connect = tls.connect;
tls.connect = (options, ...rest) =>
  connect(MICROSOFT.test(options.host) ? { ...options, port: Number(LAB_PORT), host: "127.0.0.1", servername: options.host } : options, ...rest);

const express = require("express");
const {
  ActivityHandler, CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory,
} = require("botbuilder");

const help = JSON.parse(fs.readFileSync(path.join(__dirname, "help.json"), "utf8"));

class HelpBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(help)));
      await next();
    });
  }
}

const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: LAB_APP_ID,
    MicrosoftAppPassword: LAB_SECRET,
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppTenantId: LAB_TENANT,
  }),
);
const bot = new HelpBot();
const server = express();
server.use(express.json());
server.post("/api/messages", async (request, response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(Number(PORT), "127.0.0.1");
