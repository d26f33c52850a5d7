using Xunit.Sdk;

namespace Compose.Testing.Goldens;

/// <summary>A file that holds what a test expects; rewritten when <see cref="Acceptance"/> is on.</summary>
public static class GoldenFile
{
    /// <summary>Compares with the file at a path relative to the repository.</summary>
    public static void Verify(string relativePath, string actual)
    {
        var path = RepositoryRoot.Combine(relativePath);
        if (Acceptance.IsOn)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected != actual.ReplaceLineEndings("\n"))
            throw new XunitException($"{relativePath} is not what came out.\n{UnifiedDiff.Of(expected, actual)}\n{AcceptHint(null)}");
    }

    /// <summary>The command that accepts what came out, for the end of a failure.</summary>
    public static string AcceptHint(string? filter)
    {
        var project = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name)
            .FirstOrDefault(
            name => name is not null && name.StartsWith("Compose.", StringComparison.Ordinal)
                && name.EndsWith(".Tests", StringComparison.Ordinal));
        return $"To accept: {Acceptance.Variable}=1 dotnet test tests/{project ?? "<project>"}"
            + (filter is null ? "" : $" --filter \"{filter}\"") + ", then review the diff.";
    }
}
