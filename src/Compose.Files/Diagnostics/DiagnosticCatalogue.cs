namespace Compose.Files.Diagnostics;

/// <summary>Reads catalogue.md, which is embedded in the program.</summary>
public static class DiagnosticCatalogue
{
    private const string Fence = "\n```";

    public static SortedDictionary<string, CatalogueEntry> Read()
    {
        using var stream = typeof(DiagnosticCatalogue).Assembly.GetManifestResourceStream("catalogue.md")!;
        using var reader = new StreamReader(stream);
        var entries = new SortedDictionary<string, CatalogueEntry>(StringComparer.Ordinal);
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ").Skip(1))
        {
            var entry = Parse(section);
            entries.Add(entry.Code, entry);
        }

        return entries;
    }

    private static CatalogueEntry Parse(string section)
    {
        var parts = section.Split(Fence);
        var (heading, explanation) = Halves(parts[0], '\n');
        var (code, title) = Halves(heading, ' ');
        var (language, example) = Halves(parts[1], '\n');
        return new CatalogueEntry(code, title, explanation.Trim(), new CatalogueExample(language, example));
    }

    private static (string, string) Halves(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return (text[..at], text[(at + 1)..]);
    }
}
