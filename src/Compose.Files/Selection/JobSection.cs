using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>
/// Jobs are services while the stages treat them: they have the same attributes and share their names. What starts them stays in their own
/// section, which at the end gets them back.
/// </summary>
public static class JobSection
{
    public const string Name = "jobs";
    private const string Triggers = "triggers";

    public static YamlMapping Fold(YamlMapping tree, DiagnosticBag diagnostics)
    {
        if (tree[Name] is not YamlMapping { Count: > 0 } jobs)
            return tree;
        var services = tree["services"] as YamlMapping ?? new YamlMapping(SourceSpan.None, []);
        var (all, kept) = (services.Entries.ToBuilder(), ImmutableArray.CreateBuilder<YamlEntry>());
        foreach (var entry in jobs.Entries)
        {
            if (entry.Value is not YamlMapping job)
                continue;
            if (services.Contains(entry.Key))
            {
                diagnostics.Add(NameInUse(entry, services.Entries[services.IndexOf(entry.Key)]));
                continue;
            }

            all.Add(entry with { Value = job.Without(Triggers) });
            kept.Add(entry with { Value = job.With([.. job.Entries.Where(attribute => attribute.Key == Triggers)]) });
        }

        return tree.With("services", services.With(all.ToImmutable())).With(Name, jobs.With(kept.ToImmutable()));
    }

    /// <summary>Jobs that are off are not there.</summary>
    public static YamlMapping Unfold(YamlMapping tree)
    {
        if (tree[Name] is not YamlMapping jobs || tree["services"] is not YamlMapping services)
            return tree;
        var back = jobs.MapValues(entry => services[entry.Key] is YamlMapping job && entry.Value is YamlMapping triggers
            ? job.With(job.Entries.AddRange(triggers.Entries)) : null);
        var left = services.MapValues(entry => jobs.Contains(entry.Key) ? null : entry.Value);
        tree = tree.With("services", left);
        return back.Count > 0 ? tree.With(Name, back) : tree.Without(Name);
    }

    /// <summary>Names of jobs among those that a command is given which cannot start jobs.</summary>
    public static void Refuse(YamlMapping tree, IEnumerable<string> names, DiagnosticBag diagnostics)
    {
        foreach (var name in names.Where(name => tree.Mapping(Name)?.Contains(name) == true).Distinct(StringComparer.Ordinal))
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.JobIsNoService, $"\"{name}\" is a job, not a service", SourceSpan.None,
                help: $"run it with `run {name}`"));
    }

    private static Diagnostic NameInUse(YamlEntry job, YamlEntry service) => Diagnostic.Error(
        DiagnosticCode.JobNameInUse, $"jobs.{job.Key}: a service has the same name: invalid compose project", job.KeySpan, "used twice",
        "give the job another name", AttributePath.Of(Name, job.Key)) with
    { Related = service.KeySpan.IsNone ? [] : [new Label(service.KeySpan, "the service")] };
}
