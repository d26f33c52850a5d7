using Compose.Files.Diagnostics;
using Compose.Files.Ignoring;
using Compose.Files.Model;
using Compose.Files.Normalizing;
using Compose.Files.Text;

namespace Compose.Watch.Rules;

/// <summary>The ignore file of a build context: `Dockerfile.dockerignore` beside the Dockerfile, else `.dockerignore`.</summary>
internal sealed record IgnoreFile(string Folder, string Path, string Text)
{
    private const string Name = ".dockerignore";

    /// <summary>Null for a service that is not built from a folder with such a file.</summary>
    public static IgnoreFile? Of(Service service, DiagnosticBag diagnostics)
    {
        if (service.Build is not { } build || !System.IO.Path.IsPathRooted(build.Context) || !Directory.Exists(build.Context))
            return null;
        var folder = SymbolicLinks.ResolveAll(System.IO.Path.GetFullPath(build.Context));
        var dockerfile = System.IO.Path.GetFullPath(build.Dockerfile is { Length: > 0 } named ? named : "Dockerfile", folder);
        var path = new[] { dockerfile + Name, System.IO.Path.Combine(folder, Name) }.FirstOrDefault(File.Exists);
        try
        {
            return path is null ? null : new IgnoreFile(folder, path, ContextFile.ReadText(path));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // Without it watch would copy what must not be copied.
            diagnostics.Add(
                Diagnostic.Error(DiagnosticCode.IgnoreFileUnreadable, $"service \"{service.Name}\": {refusal.Message}", service.NameSpan));
            return null;
        }
    }

    /// <summary>The patterns: each rule has its own.</summary>
    public PatternList Patterns() => new(Folder, IgnoreRules.Parse(Text), pattern => new PatternPlace(Path, pattern.Number, pattern.Text));
}
