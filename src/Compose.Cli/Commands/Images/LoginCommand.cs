using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Transfers;
using Compose.Host;

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
            KnowsSwarm = true,
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
                return run.Reporter.Fail(
                    "cannot perform an interactive login from a non TTY device", "give --username and --password-stdin");
            if (call.Value(password).Length > 0)
                run.Reporter.Warn("using --password via the CLI is insecure. Use --password-stdin.");
            var name = call.Value(user) is { Length: > 0 } given ? given
                : await run.Keyboard.AnswerAsync("Username: ", () => Console.ReadLine()?.Trim());
            var secret = call.Value(fromInput) ? Input(call) : call.Value(password) is { Length: > 0 } said ? said
                : await run.Keyboard.AnswerAsync("Password: ", ReadHidden, isHidden: true);
            if (name.Length == 0 || secret.Length == 0)
                return run.Reporter.Fail(name.Length == 0 ? "username is empty" : "password is empty");
            return await StoreAsync(run, Server(call), name, secret);
        }
    }

    public static CommandSpec Logout() => new("logout", "Log out from a registry")
    {
        KnowsSwarm = true,
        OperandUsage = "[SERVER]",
        Examples = [new("Forget what login has kept", "ncompose logout registry.example.com")],
        Run = call => CommandContext.WithoutProject(call, async run =>
        {
            var server = Server(call);
            var shown = RegistryLogin.DisplayName(server);
            run.Terminal.Remark($"Removing login credentials for {shown}");
            var known = await run.Engine.Login.LogOutAsync(server, run.Stop);
            if (!known)
                run.Terminal.Remark($"Not logged in to {shown}");
            return ExitCodes.Success;
        }),
    };

    private static async Task<int> StoreAsync(CommandContext run, string server, string user, string secret)
    {
        if (await run.Engine.Login.LogInAsync(server, user, secret, isKept: !run.IsDryRun, run.Stop) is { } file)
            run.Reporter.Warn(
                $"Your credentials are stored unencrypted in '{file}'. Configure a credential helper to remove this warning.");
        run.Terminal.Remark("Login Succeeded");
        return ExitCodes.Success;
    }

    /// <summary>As with docker, a login without a user name tries the one that is logged in.</summary>
    private static async Task<bool> IsStillGoodAsync(CommandContext run, string server)
    {
        if (await run.Engine.Login.UserAsync(server, run.Stop) is not { } user)
            return false;
        run.Terminal.ReportLine($"Authenticating with existing credentials... [Username: {user}]");
        try
        {
            await run.Engine.Login.TryStoredAsync(server, run.Stop);
            run.Terminal.Remark("Login Succeeded");
            return true;
        }
        catch (ReportedFailure error)
        {
            // They no longer are: others are asked for.
            run.Reporter.Warn($"Login did not succeed: {error.Sentence}");
            return false;
        }
    }

    private static string Server(Invocation call) => RegistryLogin.ServerOf(call.Operands is [var named, ..] ? named : null);

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
