using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.ShortForms;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>The short forms of ports and mounts where they are typed as flags: `-p 8080:80`, `-v ./src:/src:ro`.</summary>
public static class CommandLineForms
{
    /// <summary>The ports, or the sentence that says what is wrong.</summary>
    public static (ImmutableArray<Port> Ports, string? Objection) Ports(string text)
    {
        var context = new ExpansionContext([], null, lenient: false);
        var expanded = ShortPort.Expand(new YamlSequence(SourceSpan.None, [YamlScalar.String(SourceSpan.None, text)]), context);
        return Objection(context, text) is { } objection
            ? ([], objection)
            : ([.. ((YamlSequence)expanded).Items.OfType<YamlMapping>().Select(ServiceBinder.Port)], null);
    }

    /// <summary>A relative path of the host is taken from <paramref name="directory"/>.</summary>
    public static (Mount? Mount, string? Objection) Mount(string text, string directory, string? home)
    {
        var context = new ExpansionContext([], null, lenient: false);
        var expanded = ShortMount.Expand(YamlScalar.String(SourceSpan.None, text), context);
        if (Objection(context, text) is { } objection || expanded is not YamlMapping mapping)
            return (null, Objection(context, text) ?? $"invalid volume: {text}");
        var mount = MountBinder.Mount(mapping);
        if (mount is not { Type: MountType.Bind, Source: { } source })
            return (mount, null);
        if (home is not null && (source == "~" || source.StartsWith("~/", StringComparison.Ordinal)))
            source = home + source[1..];
        return (mount with { Source = DiskPath.Full(source, directory) }, null);
    }

    private static string? Objection(ExpansionContext context, string text) =>
        context.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error) is { } problem
            ? $"invalid value \"{text}\": {problem.Summary}" : null;
}
