using Compose.Cli.Terminals;
using Compose.Host;

namespace Compose.Cli.Hosting;

/// <summary>What a run is given by the process besides its arguments. Nothing below Program reads the process itself.</summary>
internal sealed record ProcessContext(Terminal Terminal, ProcessEnvironment Variables, string CurrentDirectory)
{
    public const string ProductName = "ncompose";
    private const string StandIn = "docker-compose";
    private const string StandInPlugin = "docker compose";

    /// <summary>
    /// What people type to call this program: `ncompose`, or `docker-compose` or `docker compose` where it is installed as that.
    /// </summary>
    public string Program { get; init; } = ProductName;

    /// <summary>The caller means Docker Compose, and may know nothing of ncompose.</summary>
    public bool IsDockerCompose => Program is StandIn or StandInPlugin;

    /// <summary>
    /// The program was started under a plugin's name (docker-NAME), which docker does without telling when it asks what there is.
    /// </summary>
    public bool IsPlugin { get; init; }

    /// <summary>Ends a run inside another one with it.</summary>
    public CancellationToken Stop { get; init; }

    public string? this[EnvironmentVariable variable] => Variables[variable];

    public static ProcessContext OfProcess(Terminal terminal)
    {
        var variables = ProcessEnvironment.OfProcess();
        var called = Path.GetFileNameWithoutExtension(System.Environment.GetCommandLineArgs()[0]);
        return new ProcessContext(terminal, variables, WorkingDirectory(variables[EnvironmentNames.WorkingDirectory]))
        {
            Program = called == StandIn ? StandIn : ProductName,
            IsPlugin = called.StartsWith("docker-", StringComparison.Ordinal),
        };
    }

    /// <summary>
    /// The folder as the shell calls it: behind a symbolic link the system only knows the real name, and the project is called after the
    /// link.
    /// </summary>
    private static string WorkingDirectory(string? shells)
    {
        string actual;
        try
        {
            actual = System.Environment.CurrentDirectory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It was removed, or may not be read: commands that need no files work all the same, and the others say what they do not find.
            return shells ?? Path.GetPathRoot(Path.GetTempPath())!;
        }

        return shells is not null && shells != actual && Path.IsPathRooted(shells) && shells == Path.GetFullPath(shells)
            && RealPath(shells, 0) == actual ? shells : actual;
    }

    private static string? RealPath(string path, int links)
    {
        const int mostLinks = 40;
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            if (!Directory.Exists(next) || links > mostLinks)
                return null;
            var target = new DirectoryInfo(next).LinkTarget;
            if (target is null)
                real = next;
            else if (RealPath(Path.GetFullPath(target, real), links + 1) is { } resolved)
                real = resolved;
            else
                return null;
        }

        return real;
    }
}
