using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>
/// After an error a load goes on, so that all mistakes are told in one run; what a later stage then says of the same place is a consequence,
/// and is left out.
/// </summary>
internal static class FollowUps
{
    private static readonly string[] Sections = ["services", "networks", "volumes", "configs", "secrets", "models"];

    /// <summary>Adds what a later stage found, unless it is about a place that an earlier stage has an error at. The names in the tree may contain dots.</summary>
    public static void Add(DiagnosticBag diagnostics, DiagnosticBag later, YamlMapping tree)
    {
        if (!diagnostics.HasErrors)
        {
            diagnostics.AddRange(later);
            return;
        }

        Diagnostic[] earlier = [.. diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)];
        foreach (var diagnostic in later)
            if (!Array.Exists(earlier, cause => IsConsequence(diagnostic, cause, tree)))
                diagnostics.Add(diagnostic);
    }

    private static bool IsConsequence(Diagnostic diagnostic, Diagnostic cause, YamlMapping tree)
    {
        if (diagnostic.Primary is not { } place)
            return true;
        if (cause.Primary is { } primary && Overlap(place.Span, primary.Span))
            return true;

        // Something is missing from a whole of which a part is wrong: it is probably that part.
        return diagnostic.Path is { Length: > 0 } whole && cause.Path is { } part && IsWithin(part, whole)
            && !Members(tree).Any(member => member.Length > whole.Length && IsWithin(member, whole) && IsWithin(part, member));
    }

    private static bool IsWithin(string part, string whole) =>
        part.StartsWith(whole, StringComparison.Ordinal) && (part.Length == whole.Length || part[whole.Length] == '.');

    /// <summary>`services.db` and `services.db.test`: the second is a service of its own, not an attribute of the first.</summary>
    private static IEnumerable<string> Members(YamlMapping tree) =>
        Sections.SelectMany(section => tree[section] is YamlMapping members ? members.Entries.Select(entry => $"{section}.{entry.Key}") : []);

    private static bool Overlap(SourceSpan a, SourceSpan b) =>
        a.Source == b.Source && a.Start < Math.Max(b.End, b.Start + 1) && b.Start < Math.Max(a.End, a.Start + 1);
}
