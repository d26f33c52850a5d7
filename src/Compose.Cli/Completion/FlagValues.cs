namespace Compose.Cli.Completion;

/// <summary>The values of flags that take one of a few words.</summary>
internal static class FlagValues
{
    public static IReadOnlyList<string>? Of(string command, string flag) => (command, flag) switch
    {
        (_, "--ansi") => ["auto", "always", "never"],
        (_, "--progress") => ["auto", "tty", "plain", "json", "quiet"],
        (_, "--diagnostics") => ["text", "json", "sarif", "github"],
        (_, "--pull") => ["always", "missing", "never", "build", "policy"],
        (_, "--policy") => ["always", "missing"],
        (_, "--protocol") => ["tcp", "udp"],
        (_, "--rmi") => ["all", "local"],
        (_, "--status") => ["created", "dead", "exited", "paused", "removing", "restarting", "running"],
        (_, "--signal") => ["SIGHUP", "SIGINT", "SIGKILL", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"],
        ("events", "--type") => ["all", "container", "image", "network", "volume"],
        ("inspect", "--type") => ["container", "image", "network", "volume"],
        ("config" or "adopt" or "alpha generate", "--format") => ["json", "yaml"],
        ("graph", "--format") => ["dot", "json", "mermaid", "svg"],
        ("info" or "logs" or "version", "--format") => ["json", "pretty"],
        ("lint", "--format") => ["github", "json", "sarif", "text"],
        (_, "--format") => ["json", "table"],
        _ => null,
    };
}
