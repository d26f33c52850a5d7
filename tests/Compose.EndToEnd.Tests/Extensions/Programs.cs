using Compose.Testing.Scenarios;

namespace Compose.EndToEnd.Tests.Extensions;

/// <summary>Programs that a scenario calls: real ones, in a folder of the scenario.</summary>
internal static class Programs
{
    /// <summary>A script in a folder that is first in PATH.</summary>
    public static void InPath(Scenario scenario, string name, string script)
    {
        Write(scenario, Path.Combine("bin", name), script);
        scenario.Environment["PATH"] = Path.Combine(scenario.Folder, "bin") + Path.PathSeparator
            + Environment.GetEnvironmentVariable("PATH");
    }

    /// <summary>A plugin of the docker command line.</summary>
    public static void AsPlugin(Scenario scenario, string name, string script) =>
        Write(scenario, Path.Combine(".docker", "cli-plugins", "docker-" + name), script);

    private static void Write(Scenario scenario, string name, string script)
    {
        scenario.File(name, "#!/bin/sh\n" + script);
        File.SetUnixFileMode(
            Path.Combine(scenario.Folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
