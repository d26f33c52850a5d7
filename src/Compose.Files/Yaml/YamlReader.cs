using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>Text to documents, every node with its place. The first mistake of the syntax ends the reading; what stands before it is returned.</summary>
public static class YamlReader
{
    public static YamlStream Read(SourceText source, DiagnosticBag diagnostics)
    {
        var parser = new YamlParser(source, diagnostics);
        var documents = ImmutableArray.CreateBuilder<YamlDocument>(1);
        while (parser.ReadDocument() is { } root)
            documents.Add(new YamlDocument(root));
        return new YamlStream(documents.ToImmutable());
    }
}
