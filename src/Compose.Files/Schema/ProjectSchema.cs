namespace Compose.Files.Shape;

/// <summary>The root of the table: what stands at the top level of a compose file.</summary>
public static class ProjectShape
{
    public static readonly ValueShape Project = Shapes.Struct(
        new("version", Shapes.AnyText, "Of no meaning any more; files without it are the same.")
        {
            Printed = Printed.Never,
            Deprecated = "remove it"
        },
        new("name", Shapes.AnyText, "The name of the project, unless the command line or COMPOSE_PROJECT_NAME gives one."),
        new("include", ListOf(ResourceShapes.Include),
            "Other compose files whose services and resources become part of this project.")
        { Printed = Printed.Never },
        new("services", Named(ServiceShape.Service), "The services of the project: what runs in containers.") { Printed = Printed.Always },
        new("networks", Named(ResourceShapes.Network) with { Open = true }, "The networks that services are attached to."),
        new("volumes", Named(ResourceShapes.Volume), "The named volumes that services mount."),
        new("secrets", Named(ResourceShapes.Secret), "Sensitive files that services are given."),
        new("configs", Named(ResourceShapes.Config), "Files that services are given."),
        new("models", Named(ResourceShapes.Model) with { Open = true }, "Language models that services use."));

    public static readonly ValueShape Services = Project.Child("services")!;
    public static readonly ValueShape Networks = Project.Child("networks")!;
    public static readonly ValueShape Volumes = Project.Child("volumes")!;
    public static readonly ValueShape Secrets = Project.Child("secrets")!;
    public static readonly ValueShape Configs = Project.Child("configs")!;
    public static readonly ValueShape Models = Project.Child("models")!;

    private static ValueShape ListOf(ValueShape item) => Shapes.ListOf(item);

    private static ValueShape Named(ValueShape entry) => new()
    {
        Types = ValueTypes.Object,
        Entries = entry,
        Names = NameRule.Resource,
        Kind = ValueKind.Map,
    };
}
