using System.Collections.ObjectModel;

namespace Compose.Engine.Gaps;

/// <summary>Upstream declares lists, maps and texts as never null that engines leave out or send as null.</summary>
public static class Absent
{
    public static IList<T> OrEmpty<T>(this IList<T>? items) => items ?? [];

    public static IDictionary<string, T> OrEmpty<T>(this IDictionary<string, T>? items) => items ?? ReadOnlyDictionary<string, T>.Empty;

    public static string? GetValueOrDefault(this IDictionary<string, string>? items, string key) =>
        items is not null && items.TryGetValue(key, out var value) ? value : null;
}
