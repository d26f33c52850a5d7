using System.Collections.Immutable;
using System.Text;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`[SOURCE:]TARGET[:OPTIONS]` of a service's `volumes`.</summary>
internal static class ShortMount
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        if (!Nodes.IsString(node, out var scalar))
            return node;
        if (!TryRead(scalar.Text, context.IsVolume, out var parts, out var reason))
        {
            if (!context.Lenient)
                context.Diagnostics.Add(CanonicalProblems.Mount(context.Path, scalar, reason));
            return node;
        }

        // C:\a:/b is a drive for sure; where no rooted target is left, the letter was meant for a volume.
        if (IsDrive(scalar.Text) && !context.OnWindows && !parts.Target.StartsWith('/'))
            context.Diagnostics.Add(CanonicalProblems.OneLetterVolume(context.Path, scalar));
        return Long(scalar, parts, context);
    }

    /// <summary>Two mounts on one target are one.</summary>
    public static string? Key(YamlNode item)
    {
        if (item is YamlMapping mapping)
            return ItemKeys.Text(mapping, "target");
        return ItemKeys.WholeText(item) is { } text && TryRead(text, static _ => false, out var parts, out _) ? parts.Target : null;
    }

    private static YamlMapping Long(YamlScalar scalar, Parts parts, ExpansionContext context)
    {
        var span = scalar.Span;
        var isBind = IsFilePath(parts.Source) && !(parts.Source.Length == 1 && context.IsVolume(parts.Source));
        var options = new Options();
        foreach (var option in parts.Options)
            if (!options.Read(option) && option.Length > 0)
                context.Diagnostics.Add(CanonicalProblems.UnknownMountOption(context.Path, scalar, option));

        var entries = ImmutableArray.CreateBuilder<YamlEntry>(6);
        entries.Add(Nodes.Entry("type", span, isBind ? "bind" : "volume"));
        if (parts.Source.Length > 0)
            entries.Add(Nodes.Entry("source", span, parts.Source));
        entries.Add(Nodes.Entry("target", span, PosixPath.Clean(parts.Target)));
        if (options.ReadOnly)
            entries.Add(Nodes.Entry("read_only", YamlScalar.Boolean(span, true)));
        if (isBind || options.SaysBind)
            entries.Add(Nodes.Entry("bind", options.Bind(span, isBind)));
        if ((!isBind && !parts.IsBare) || options.NoCopy)
            entries.Add(Nodes.Entry("volume", options.NoCopy ? Nodes.Mapping(span, Nodes.Entry("nocopy", YamlScalar.Boolean(span, true)))
                : Nodes.Mapping(span)));
        return new YamlMapping(span, entries.DrainToImmutable());
    }

    private static bool TryRead(string text, Func<string, bool> isVolume, out Parts parts, out string reason)
    {
        parts = new Parts("", text, [], IsBare: true);
        reason = "";
        if (text.Length == 0)
        {
            reason = "empty";
            return false;
        }

        // Docker Compose looks no further at so short a text.
        if (Encoding.UTF8.GetByteCount(text) <= 2)
            return true;

        var sections = Split(text, isVolume);
        if (sections.Exists(section => section.Length == 0))
            reason = "empty section between colons";
        else if (sections.Count > 3)
            reason = "too many colons";
        if (reason.Length > 0)
            return false;
        parts = sections.Count == 1
            ? new Parts("", sections[0], [], IsBare: false)
            : new Parts(sections[0], sections[1], sections.Count > 2 ? [.. sections[2].Split(',')] : [], IsBare: false);
        return true;
    }

    /// <summary>At colons, but not at one after a single letter (a drive), nor inside of `${…}`.</summary>
    private static List<string> Split(string text, Func<string, bool> isVolume)
    {
        var sections = new List<string>(3);
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
                depth++;
            else if (text[i] == '}' && depth > 0)
                depth--;
            else if (text[i] == ':' && depth == 0
                && !(i == start + 1 && char.IsLetter(text[start]) && !(sections.Count == 0 && isVolume(text[..1]))))
            {
                sections.Add(text[start..i]);
                start = i + 1;
            }
        }

        sections.Add(text[start..]);
        return sections;
    }

    private static bool IsFilePath(string source) =>
        source.Length > 0 && (source[0] is '.' or '/' or '~' || source.StartsWith(@"\\", StringComparison.Ordinal) || IsDrive(source));

    private static bool IsDrive(string text) => text.Length > 1 && char.IsLetter(text[0]) && text[1] == ':';

    private readonly record struct Parts(string Source, string Target, ImmutableArray<string> Options, bool IsBare);

    private struct Options
    {
        public bool ReadOnly { get; private set; }
        public bool NoCopy { get; private set; }
        private string? _propagation;
        private string? _selinux;

        public readonly bool SaysBind => _propagation is not null || _selinux is not null;

        public bool Read(string option)
        {
            switch (option)
            {
                case "ro":
                case "rw":
                    ReadOnly = option == "ro";
                    return true;
                case "nocopy":
                    NoCopy = true;
                    return true;
                case "z":
                case "Z":
                    _selinux = option;
                    return true;
                case "rprivate" or "private" or "rshared" or "shared" or "rslave" or "slave":
                    _propagation = option;
                    return true;
                default:
                    return false;
            }
        }

        public readonly YamlMapping Bind(SourceSpan span, bool isBind)
        {
            var entries = ImmutableArray.CreateBuilder<YamlEntry>(3);
            if (_selinux is not null)
                entries.Add(Nodes.Entry("selinux", span, _selinux));
            if (_propagation is not null)
                entries.Add(Nodes.Entry("propagation", span, _propagation));
            if (isBind)
                entries.Add(Nodes.Entry("create_host_path", YamlScalar.Boolean(span, true)));
            return new YamlMapping(span, entries.DrainToImmutable());
        }
    }
}
