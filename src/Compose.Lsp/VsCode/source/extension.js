// Starts `ncompose lsp` for compose files. Everything else is the server's.
const { workspace, window } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const settings = workspace.getConfiguration("ncompose");
  const server = { command: settings.get("path"), args: [...settings.get("arguments"), "lsp"] };
  client = new LanguageClient("ncompose", "ncompose", { run: server, debug: server }, {
    documentSelector: [
      { scheme: "file", language: "dockercompose" },
      { scheme: "file", language: "yaml", pattern: "**/{compose,docker-compose}*.{yaml,yml}" },
      { scheme: "file", pattern: "**/.env" },
    ],
  });
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(`ncompose: ${server.command} cannot be started: ${error.message}. The setting ncompose.path says where it is.`);
  }
};

exports.deactivate = () => client?.stop();
