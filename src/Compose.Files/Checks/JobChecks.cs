using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Selection;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>Rules of jobs that the table cannot express.</summary>
internal static class JobChecks
{
    private const int CronFields = 5;

    public static void Check(SelectedTree selected, DiagnosticBag diagnostics)
    {
        if (selected.Tree.Mapping(JobSection.Name) is not { } jobs)
            return;
        foreach (var entry in jobs.Entries)
            if (selected.Services.Contains(entry.Key))
                CheckTriggers(
                    entry, (entry.Value as YamlMapping)?.Mapping("triggers") ?? new YamlMapping(SourceSpan.None, []), diagnostics);
        foreach (var service in selected.Services.Entries)
            if (!jobs.Contains(service.Key) && service.Value is YamlMapping declared)
                foreach (var dependency in declared.Entries("depends_on").Where(dependency => jobs.Contains(dependency.Key)))
                    diagnostics.Add(Diagnostic.Error(DiagnosticCode.ServiceDependsOnJob,
                        $"service \"{service.Key}\" depends on job \"{dependency.Key}\": invalid compose project",
                        dependency.KeySpan, "a job",
                        "only jobs can depend on jobs; make it a service to wait for with service_completed_successfully",
                        AttributePath.Of("services", service.Key, "depends_on", dependency.Key)));
    }

    private static void CheckTriggers(YamlEntry job, YamlMapping triggers, DiagnosticBag diagnostics)
    {
        var path = AttributePath.Of(JobSection.Name, job.Key, "triggers");
        var schedules = triggers.Items("schedule");
        if (schedules.IsEmpty && !triggers.Contains("manual"))
            Add(triggers.Span.IsNone ? job.KeySpan : triggers.Span, "must have manual or schedule", "nothing starts it",
                "write manual: true, or a schedule");
        if (!schedules.IsEmpty && triggers.IsTrue("manual"))
            Add(triggers["manual"]!.Span, "manual and schedule are exclusive", "not together with schedule", "remove one of the two");
        if (schedules.Length > 1)
            Add(schedules[1].Span, "only one schedule is supported", "the second", "make a job of its own of it");
        foreach (var cron in schedules.OfType<YamlMapping>().Select(schedule => schedule["cron"]).OfType<YamlScalar>())
            if (!IsCron(cron.Text))
                Add(cron.Span, $"\"{cron.Text}\" is not a cron expression", "not a cron expression",
                    "five fields of numbers, lists, ranges and steps: minute, hour, day of the month, month, day of the week");

        void Add(SourceSpan span, string problem, string label, string help) => diagnostics.Add(Diagnostic.Error(
            DiagnosticCode.InvalidTriggers, $"jobs.{job.Key}.triggers: {problem}: invalid compose project", span, label, help, path));
    }

    private static bool IsCron(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == CronFields
            && fields.All(field => field.All(letter => char.IsAsciiDigit(letter) || letter is '*' or ',' or '-' or '/'));
    }
}
