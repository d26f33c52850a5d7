using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

internal static class JobBinder
{
    public static NamedMap<Job> Bind(YamlMapping tree)
    {
        if (tree["jobs"] is not YamlMapping jobs)
            return NamedMap<Job>.Empty;
        var bound = ImmutableArray.CreateBuilder<KeyValuePair<string, Job>>(jobs.Count);
        foreach (var entry in jobs.Entries)
            if (entry.Value is YamlMapping job)
                bound.Add(KeyValuePair.Create(entry.Key, Job(entry, job, jobs)));
        return new NamedMap<Job>(bound);
    }

    private static Job Job(YamlEntry entry, YamlMapping job, YamlMapping jobs)
    {
        var service = ServiceBinder.Bind(entry.Key, entry.KeySpan, job.Without("triggers"));
        var triggers = job["triggers"] as YamlMapping;
        return new Job(
            service with
            {
                DependsOn = service.DependsOn.Select(
                (name, dependency) => jobs.Contains(name) ? ToItsEnd(dependency) : dependency)
            })
        {
            IsManual = triggers?.Flag("manual", otherwise: true) ?? true,
            Schedules = triggers?.List("schedule", Schedule) ?? [],
        };
    }

    /// <summary>A job that another one depends on has to succeed first, whatever condition stands there.</summary>
    private static Dependency ToItsEnd(Dependency dependency) => dependency with { Condition = DependencyCondition.CompletedSuccessfully };

    private static JobSchedule Schedule(YamlMapping schedule) => new()
    {
        Cron = schedule.Text("cron") ?? "",
        TimeZone = schedule.Text("timezone") ?? "UTC",
        Queues = schedule.Text("concurrency") == "queue",
        SkipsMissed = schedule.Text("missed_fires") == "skip",
    };
}
