namespace Compose.Files.Schema;

/// <summary>The root of the table: what stands at the top level of a compose file.</summary>
public static class ProjectSchema
{
    public static readonly ValueSchema Project = CommonSchemas.Struct(
        new("version", CommonSchemas.AnyText, "Of no meaning any more; files without it are the same.")
        {
            Printed = Printed.Never,
            Deprecated = "remove it"
        },
        new("name", CommonSchemas.AnyText, "The name of the project, unless the command line or COMPOSE_PROJECT_NAME gives one."),
        new("include", ListOf(ResourceSchemas.Include),
            "Other compose files whose services and resources become part of this project.")
        { Printed = Printed.Never },
        new("services", Named(ServiceSchema.Service), "The services of the project: what runs in containers.") { Printed = Printed.Always },
        new("jobs", Named(JobSchema.Job), "Containers that are started by hand or at certain times, and end."),
        new("networks", Named(ResourceSchemas.Network) with { Open = true }, "The networks that services are attached to."),
        new("volumes", Named(ResourceSchemas.Volume), "The named volumes that services mount."),
        new("secrets", Named(ResourceSchemas.Secret), "Sensitive files that services are given."),
        new("configs", Named(ResourceSchemas.Config), "Files that services are given."),
        new("models", Named(ResourceSchemas.Model) with { Open = true }, "Language models that services use."));

    public static readonly ValueSchema Services = Project.Child("services")!;
    public static readonly ValueSchema Networks = Project.Child("networks")!;
    public static readonly ValueSchema Volumes = Project.Child("volumes")!;
    public static readonly ValueSchema Secrets = Project.Child("secrets")!;
    public static readonly ValueSchema Configs = Project.Child("configs")!;
    public static readonly ValueSchema Models = Project.Child("models")!;

    private static ValueSchema ListOf(ValueSchema item) => CommonSchemas.ListOf(item);

    private static ValueSchema Named(ValueSchema entry) => new()
    {
        Types = ValueTypes.Object,
        Entries = entry,
        Names = NameRule.Resource,
        Kind = ValueKind.Map,
    };
}
