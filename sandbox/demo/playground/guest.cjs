// Loaded before the Playground, which knows neither of the two manners that the demo asks of it.
const { Server } = require("node:net");

// It would listen on every network, and whoever reaches it speaks as the demo's person.
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number" ? listen.call(this, port, "127.0.0.1", ...rest) : listen.call(this, port, ...rest);
};

// It would outlive a demo that was killed; the demo holds the other end of its input.
process.stdin.on("end", () => process.exit(0)).resume();
