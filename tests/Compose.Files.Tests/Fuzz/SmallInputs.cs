using System.Formats.Tar;
using System.Text;

namespace Compose.Files.Tests.Fuzz;

/// <summary>Texts and archives made from a seed: good ones with parts of them damaged, repeated and mixed.</summary>
internal sealed class SmallInputs(int seed)
{
    private static readonly string[] References =
    [
        "$", "${", "}", "$$", "${A}", "$A", "${A:-", "${A-", "${A:?", "${A+", "${A:+x}", "${B:-${A:-${C}}}", "\\", "\"", "'", "\n", " ",
        "=", "#", ":", "export ", "A", "B", "\0", "\u00e9", "\ud800", "\t", "\r\n", "\uFEFF", "[", "]", "-", ".",
    ];

    private static readonly string[] Actions =
    [
        "{{", "}}", "{{-", "-}}", ".", ".Name", ".Ports", ".Label", "\"x\"", "`x`", "|", "(", ")", "$x", ":=", "=", ",", "if ", "else ",
        "end", "range ", "with ", "printf ", "\"%99d\"", "\"%999999999s\"", "\"%.999999999d\"", "\"%-5.2s%%\"",
        "index ", "slice ", "len ", "json ", "join ", "split ", "truncate ", "upper ", "title ", "eq ", "and ", "or ", "not ", "1", "-1",
        "99999999999999999999", "1e9", "nil", "true", "/*", "*/", "\\t", "\\n", "table ", " ", "\0", "pad ", "println ", "html ",
        "urlquery ",
    ];

    private static readonly string[] Globs =
    [
        "*", "**", "**/", "/", "?", "[", "]", "[a-z]", "[^a]", "[a", "\\", "!", "#", "a", "b", "ab", ".", "..", "\n", " ", "\r", "\0",
        "{a,b}", "-", "^", "\ud800", "sub/", "*a",
    ];

    private static readonly string[] NameParts =
    [
        "a", "web", "Shop", ":", "@", "/", "sha256:", "docker.io/", "localhost:5000/", ".", "-", "_", "\0", " ", "\u00e9", "\ud800",
        "0123456789abcdef", "[::1]:80/", "//", "::", "\n", "latest", "library/",
    ];

    private readonly Random _random = new(seed);

    public string Template() => Mixed(References);

    public string Action() => _random.Next(8) == 0
        ? string.Concat(Enumerable.Repeat(Actions[_random.Next(Actions.Length)], _random.Next(1, 5_000))) : "{{" + Mixed(Actions) + "}}";

    public string Globbing() => Mixed(Globs);

    public string Name() => Mixed(NameParts);

    public string Path() =>
        string.Concat(
            Enumerable.Range(0, _random.Next(1, 60))
                .Select(_ => _random.Next(4) == 0 ? "/" : new string("ab."[_random.Next(3)], _random.Next(1, 8))));

    public string Variables() => string.Concat(Enumerable.Range(0, _random.Next(1, 40)).Select(n =>
        _random.Next(3) == 0 ? Mixed(References) + "\n"
            : $"A{n}={(_random.Next(2) == 0 ? "\"" : "")}{Mixed(References)}${{A{Math.Max(0, n - 1)}}}${{A{Math.Max(0, n - 1)}}}\n"));

    public byte[] Archive()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, (TarEntryFormat)_random.Next(1, 5), leaveOpen: true))
            for (var count = _random.Next(1, 6); count > 0; count--)
                writer.WriteEntry(Entry(writer.Format));
        var bytes = archive.ToArray();
        for (var count = _random.Next(6); count > 0; count--)
            Damage(bytes);
        return _random.Next(6) == 0 ? bytes[.._random.Next(bytes.Length)] : bytes;
    }

    private TarEntry Entry(TarEntryFormat format)
    {
        string[] names = ["top", "top/", "top/a", "top/d/b", "top/d", "top/l", "top/l/x", "../x", "/x", "top/./a", "top/é"];
        var name = names[_random.Next(names.Length)];
        var kind =
            new[] { TarEntryType.Directory, TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.RegularFile,
                TarEntryType.Fifo }[_random.Next(5)];
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 =>
                new V7TarEntry(kind is TarEntryType.RegularFile or TarEntryType.Fifo ? TarEntryType.V7RegularFile : kind, name),
            TarEntryFormat.Ustar => new UstarTarEntry(kind, name),
            TarEntryFormat.Gnu => new GnuTarEntry(kind, name),
            _ => new PaxTarEntry(
                kind, name, [new("mtime", _random.Next(4) == 0 ? "1e300" : "12345.678"), new("x", new string('y', _random.Next(200)))]),
        };
        if (kind is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = _random.Next(2) == 0 ? names[_random.Next(names.Length)] : "/";
        else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            entry.DataStream = new MemoryStream(new byte[_random.Next(1, 2_000)]);
        return entry;
    }

    /// <summary>Bytes of the heads, whose checksum is then made right again, so that the damage is read.</summary>
    private void Damage(byte[] bytes)
    {
        var block = _random.Next(bytes.Length / 512) * 512;
        var head = bytes.AsSpan(block, 512);
        var (at, length) = new[] { (0, 100), (100, 8), (124, 12), (136, 12), (156, 1), (157, 100), (257, 8), (0, 512) }[_random.Next(8)];
        switch (_random.Next(4))
        {
            case 0:
                head[at + _random.Next(length)] = (byte)_random.Next(256);
                break;
            case 1:
                head.Slice(at, length).Fill((byte)new[] { 0, 0xFF, 0x80, (int)'7', (int)'9', (int)'-' }[_random.Next(6)]);
                break;
            case 2:
                Encoding.ASCII.GetBytes("xgLKSDMNV0123457"[_random.Next(16)].ToString()).CopyTo(bytes, block + 156);
                break;
            default:
                _random.NextBytes(head.Slice(at, Math.Min(length, 12)));
                break;
        }

        head.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in head)
            sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, block + 148);
    }

    private string Mixed(string[] parts)
    {
        var text = new StringBuilder();
        for (var count = _random.Next(1, 30); count > 0; count--)
        {
            var part = parts[_random.Next(parts.Length)];
            text.Insert(
                _random.Next(4) == 0 ? _random.Next(text.Length + 1) : text.Length,
                _random.Next(20) == 0 ? string.Concat(Enumerable.Repeat(part, _random.Next(1, 300))) : part);
        }

        return text.ToString();
    }
}
