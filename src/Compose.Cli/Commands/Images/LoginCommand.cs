using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Engine.Registry;

namespace Compose.Cli.Commands.Images;

/// <summary>`login` and `logout`: as docker has them, kept where docker keeps them.</summary>
internal static class LoginCommand
{
    public static CommandSpec Login()
    {
        var user = Flag.Text("--username", "-u", "Username");
        var password = Flag.Text("--password", "-p", "Password or Personal Access Token (PAT)");
        var fromInput = Flag.Switch("--password-stdin", null, "Take the Password or Personal Access Token (PAT) from stdin");
        return new CommandSpec("login", "Log in to a registry")
        {
            OperandUsage = "[SERVER]",
            Examples = [new("From a script", "echo \"$TOKEN\" | ncompose login registry.example.com -u robot --password-stdin")],
            Run = call => CommandContext.WithoutProject(call, run => LoginAsync(run, call)),
        }.With(user, password, fromInput);

        async Task<int> LoginAsync(CommandContext run, Invocation call)
        {
            if (call.Operands.Count > 1)
                return run.Reporter.Fail("login takes one server at most");
            if (call.Value(password).Length > 0 && call.Value(fromInput))
                return run.Reporter.Fail("--password and --password-stdin are mutually exclusive");
            if (call.Value(fromInput) && call.Value(user).Length == 0)
                return run.Reporter.Fail("Must provide --username with --password-stdin");
            if (call.Value(user).Length == 0 && call.Value(password).Length == 0 && await IsStillGoodAsync(run, Server(call)))
                return ExitCodes.Success;
            var interactive = call.Terminal is { InputIsTerminal: true };
            if (!interactive && !call.Value(fromInput) && (call.Value(password).Length == 0 || call.Value(user).Length == 0))
                return run.Reporter.Fail("cannot perform an interactive login from a non TTY device", "give --username and --password-stdin");
            if (call.Value(password).Length > 0)
                run.Reporter.Warn("using --password via the CLI is insecure. Use --password-stdin.");
            var name = call.Value(user) is { Length: > 0 } given ? given : await run.Keyboard.AnswerAsync("Username: ", () => Console.ReadLine()?.Trim());
            var secret = call.Value(fromInput) ? Input(call) : call.Value(password) is { Length: > 0 } said ? said : await run.Keyboard.AnswerAsync("Password: ", ReadHidden, isHidden: true);
            if (name.Length == 0 || secret.Length == 0)
                return run.Reporter.Fail(name.Length == 0 ? "username is empty" : "password is empty");
            return await StoreAsync(run, new RegistryCredential { ServerAddress = Server(call), Username = name, Password = secret });
        }
    }

    public static CommandSpec Logout() => new("logout", "Log out from a registry")
    {
        OperandUsage = "[SERVER]",
        Examples = [new("Forget what login has kept", "ncompose logout registry.example.com")],
        Run = call => CommandContext.WithoutProject(call, async run =>
        {
            var server = Server(call);
            var shown = server == RegistryName.DockerHub ? server : RegistryName.HostOf(server);
            run.Terminal.Remark($"Removing login credentials for {shown}");
            var known = await Store(run).EraseAsync(server, run.Stop);
            if (!known)
                run.Terminal.Remark($"Not logged in to {shown}");
            return ExitCodes.Success;
        }),
    };

    private static async Task<int> StoreAsync(CommandContext run, RegistryCredential credential)
    {
        // First whether it opens the registry: a wrong password must not replace a right one.
        var token = await run.Engine.Transfer.AuthenticateAsync(credential, run.Stop);
        if (token is { Length: > 0 })
            credential = credential with { IdentityToken = token, Password = null };
        var store = Store(run);
        if (!run.IsDryRun)
            await store.StoreAsync(credential, run.Stop);
        if (store.PlainFile(credential.ServerAddress!) is { } file)
            run.Reporter.Warn($"Your credentials are stored unencrypted in '{file}'. Configure a credential helper to remove this warning.");
        run.Terminal.Remark("Login Succeeded");
        return ExitCodes.Success;
    }

    /// <summary>As docker has it: whoever names no user means the one who is logged in.</summary>
    private static async Task<bool> IsStillGoodAsync(CommandContext run, string server)
    {
        if (await Store(run).FindAsync(server, run.Stop) is not { } known)
            return false;
        run.Terminal.ReportLine($"Authenticating with existing credentials... [Username: {known.Username}]");
        try
        {
            await run.Engine.Transfer.AuthenticateAsync(known, run.Stop);
            run.Terminal.Remark("Login Succeeded");
            return true;
        }
        catch (Engine.EngineError error)
        {
            // They no longer are: others are asked for.
            run.Reporter.Warn($"Login did not succeed: {error.Sentence}");
            return false;
        }
    }

    private static CredentialStore Store(CommandContext run) => new(run.Call.Process.Variables);

    private static string Server(Invocation call) => call.Operands is [{ Length: > 0 } named, ..] && RegistryName.HostOf(named) is var host and not ("docker.io" or "index.docker.io" or "registry-1.docker.io")
        ? host
        : RegistryName.DockerHub;

    private static string Input(Invocation call)
    {
        using var reader = new StreamReader(call.Terminal.Input, leaveOpen: true);
        return reader.ReadToEnd().TrimEnd('\n').TrimEnd('\r');
    }

    private static string ReadHidden()
    {
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        return typed.ToString();
    }
}
