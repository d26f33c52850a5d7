using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Execution.Copy;

namespace Compose.Execution.Watching;

/// <summary>
/// Finds the numbers of `USER` or `USER:GROUP` in the account files of a container, as the engine does for its own `user`.
/// </summary>
internal static class AccountLookup
{
    private const int NumberField = 2;
    private const int GroupField = 3;

    /// <summary>Null when the container does not know one of the names.</summary>
    public static async Task<FileOwner?> FindAsync(EngineClient engine, string container, string owner, CancellationToken cancellationToken)
    {
        var names = owner.Split(':', 2);
        var account = Number(names[0]) is not null ? null
            : Find(await LinesAsync(engine, container, "/etc/passwd", cancellationToken), names[0]);
        var user = Number(names[0]) ?? Number(account?[NumberField]);
        var group = names.Length == 1 ? Number(account?[GroupField]) ?? user
            : Number(names[1])
                ?? Number(Find(await LinesAsync(engine, container, "/etc/group", cancellationToken), names[1])?[NumberField]);
        return user is { } uid && group is { } gid ? new FileOwner(uid, gid) : null;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[]? Find(IEnumerable<string> lines, string name) =>
        lines.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > GroupField && fields[0] == name);

    private static async Task<string[]> LinesAsync(EngineClient engine, string container, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var download = await engine.GetArchiveAsync(container, path, cancellationToken);
            await using var reader = new TarReader(download.Tar, leaveOpen: true);
            if (await reader.NextAsync(cancellationToken) is not { DataStream: { } content })
                return [];
            using var text = new StreamReader(content, Encoding.UTF8);
            return (await text.ReadToEndAsync(cancellationToken)).Split('\n');
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // An image without accounts knows numbers only.
            return [];
        }
    }
}
