using Compose.Files.ShortForms;
using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of a job: those of a service that make sense for a container that is meant to end, and what starts it.</summary>
internal static class JobSchema
{
    private static readonly string[] OfServicesOnly =
    [
        "attach", "container_name", "deploy", "develop", "extends", "external_links", "links", "post_start", "pre_start", "pre_stop",
        "provider",
        "restart", "scale",
    ];

    private static readonly ValueSchema Schedule = Struct(
        new("cron", AnyText, "Minute, hour, day of the month, month and day of the week.") { Required = true },
        new("timezone", AnyText, "The time zone of the schedule, such as Europe/Paris; UTC by default."),
        new("concurrency", Choice("forbid", "queue"), "What happens at a time when the job still runs."),
        new("missed_fires", Choice("one", "skip"), "Whether times that were missed are made up for by one run.")) with
    {
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Expand = ShortSchedule.Expand,
    };

    private static readonly ValueSchema Triggers = Struct(
        new("manual", CastFlag, "Whether `run` starts it.") { Printed = Printed.WhenPresent },
        new("schedule", ListOf(Schedule), "When it starts by itself."));

    public static readonly ValueSchema Job = ServiceSchema.Service with
    {
        Definition = "job",
        Fields =
        [
            .. ServiceSchema.Service.Fields.Where(field => !OfServicesOnly.Contains(field.Name)),
            new Field("triggers", Triggers, "What starts the job.") { Required = true, InHash = false },
        ],
    };

    /// <summary>An attribute that a service can have and a job cannot.</summary>
    public static bool IsOfServicesOnly(ValueSchema schema, string name) => ReferenceEquals(schema, Job) && OfServicesOnly.Contains(name);
}
