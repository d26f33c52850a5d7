using System.Runtime.CompilerServices;
using FluentAssertions;

namespace Compose.Cli.Tests;

/// <summary>Compares with a file beside the tests; NCOMPOSE_ACCEPT=1 writes it instead.</summary>
internal static class Golden
{
    public static void Check(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Folder(caller), name);
        if (Environment.GetEnvironmentVariable("NCOMPOSE_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        File.Exists(path).Should().BeTrue($"{path} is missing; NCOMPOSE_ACCEPT=1 dotnet test writes it");
        actual.Should().Be(File.ReadAllText(path), $"{name} says so; NCOMPOSE_ACCEPT=1 dotnet test accepts the new text");
    }

    /// <summary>The build maps source paths to /_/, so the folder is looked for from where the tests run.</summary>
    private static string Folder(string caller)
    {
        if (File.Exists(caller))
            return Path.Combine(Path.GetDirectoryName(caller)!, "goldens");
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, "goldens")))
                return Path.Combine(folder, "goldens");
        throw new DirectoryNotFoundException("no goldens above " + AppContext.BaseDirectory);
    }
}
