using System.Collections.Immutable;
using System.Text;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.Stacks;

/// <summary>What the configs or secrets of a project hold, by key; a swarm keeps it.</summary>
internal static class StackContentReading
{
    public static (NamedMap<byte[]> Contents, ImmutableArray<Diagnostic> Problems) Of(NamedMap<FileObject> files, string kind)
    {
        var contents = new List<KeyValuePair<string, byte[]>>();
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var file in files.Values.Where(file => file is { External: false, Driver: null }))
            try
            {
                contents.Add(new(file.Key, Read(file)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The user's path or variable.
                problems.Add(Diagnostic.Error(
                    DiagnosticCode.SwarmContentUnreadable, $"{kind} {file.Key} cannot be read: {error.Message}", file.Source?.Span
                        ?? default, "unreadable",
                    path: AttributePath.Of(kind + "s", file.Key)));
            }

        return (new NamedMap<byte[]>(contents), problems.ToImmutable());
    }

    private static byte[] Read(FileObject file) => file switch
    {
        { File: { Length: > 0 } path } => RegularFile.ReadAllBytes(path),
        { Content: { } content } => Encoding.UTF8.GetBytes(content),
        { Environment: { } variable } => throw new IOException($"the variable {variable} is not set"),
        _ => throw new IOException("it has no content"),
    };
}
