using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of a pre_start hook: those of a service that describe a single container, and how often it runs.</summary>
internal static class PreStartSchema
{
    /// <summary>What the orchestration of a service needs, and what a container that runs to its end has no use for.</summary>
    private static readonly string[] OfServicesOnly =
    [
        "profiles", "attach", "build", "develop", "container_name", "depends_on", "deploy", "provider", "expose", "extends",
        "external_links",
        "healthcheck", "links", "models", "ports", "pull_refresh_after", "restart", "scale", "stdin_open", "tty", "use_api_socket",
    ];

    /// <summary>
    /// Docker Compose 5.5 had only these, in this order: the config hash of a service that uses no others stays the same.
    /// </summary>
    private static readonly Field[] First =
    [
        new("command", Command, "The command; without it that of the service.") { Printed = Printed.AlwaysInJson },
        new("image", AnyText, "The image to run it in; by default the service's."),
        new("user", AnyText, "The user that runs the command."),
        new("privileged", Flag, "Runs the command with extended privileges."),
        new("working_dir", AnyText, "The directory that the command starts in."),
        new("environment", Variables, "Variables of the command, besides those of the service."),
        new("per_replica", Flag, "Runs once for every container instead of once for the service."),
    ];

    /// <summary><paramref name="service"/>: the rows of a service but its hooks.</summary>
    public static ValueSchema Of(IEnumerable<Field> service) => Struct(
    [
        .. First,
        .. service.Where(field => !OfServicesOnly.Contains(field.Name) && !First.Any(own => own.Name == field.Name))
            .Select(field => field.Name == "entrypoint" ? field with { Printed = default } : field),
    ]) with
    {
        Definition = "pre_start_hook",
    };

    /// <summary>An attribute that a service can have and a pre_start hook cannot.</summary>
    public static bool IsOfServicesOnly(string name) => OfServicesOnly.Contains(name);
}
