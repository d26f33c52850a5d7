using static Compose.Files.Schema.CommonSchemas;

namespace Compose.Files.Schema;

/// <summary>Rows of `volumes` in a service.</summary>
internal static class MountSchema
{
    private static readonly ValueSchema Bind = Struct(
        new("selinux", Choice("z", "Z"), "Relabels the files: z for several containers, Z for this one.") { Swarm = SwarmUse.Ignored },
        new("propagation", Words("shared", "slave", "private", "rshared", "rslave", "rprivate"),
            "How mounts below it are shared: shared, slave, private, rshared, rslave or rprivate."),
        new("create_host_path", new ValueSchema { Types = ValueTypes.Boolean | ValueTypes.String, Kind = ValueKind.OptOut },
            "Creates a missing directory on the host.")
        { Swarm = SwarmUse.Ignored, Printed = Printed.UnlessTrue },
        new("recursive", Choice("enabled", "disabled", "writable", "readonly"), "Whether mounts below it are mounted too, and how.")
        {
            Since = new(1, 44),
            SinceWords = ["writable", "readonly"],
        });

    private static readonly ValueSchema Volume = Struct(
        new("labels", MergedKeyValues, "Labels on the volume."),
        new("nocopy", CastFlag, "Does not fill a new volume with what the image has there."),
        new("subpath", AnyText, "A directory in the volume to mount instead of all.") { Since = new(1, 45) });

    private static readonly ValueSchema Tmpfs = Struct(
        new("size", new ValueSchema
        {
            Types = ValueTypes.Integer | ValueTypes.String,
            Expected = ValueTypes.Integer,
            Minimum = 0,
            Kind = ValueKind.Bytes
        }, "The most that it may hold."),
        new("mode", Number(ValueKind.UInt32), "The permissions of its root."));

    private static readonly ValueSchema Image = Struct(new Field("subpath", AnyText, "A directory in the image to mount instead of all."));

    private static readonly ValueSchema Mount = Struct(
        new("type", Choice("bind", "volume", "tmpfs", "cluster", "npipe", "image"), "What is mounted.")
        {
            Required = true,
            Since = new(1, 48),
            SinceWords = ["image"],
        },
        new("source", Naming(NamedKind.Volume, ReferenceForm.MountSource), "A path of the host, the name of a volume or an image."),
        new("target", AnyText, "Where in the container."),
        new("read_only", CastFlag, "The container may not write to it."),
        new("consistency", AnyText, "How strictly host and container must see the same; of no effect on Linux.")
        { NoEffectOnEngine = true },
        new("bind", Bind, "What applies to bind mounts only.") { Printed = Printed.WhenPresent },
        new("volume", Volume, "What applies to volumes only.") { Printed = Printed.WhenPresent },
        new("tmpfs", Tmpfs, "What applies to tmpfs only.") { Printed = Printed.WhenPresent },
        new("image", Image, "What applies to images only.") { Printed = Printed.WhenPresent }) with
    {
        Types = ValueTypes.String | ValueTypes.Object,
        Expected = ValueTypes.String,
        Expand = ShortForms.ShortMount.Expand,
        Refers = new NameReference(NamedKind.Volume, ReferenceForm.ShortMount),
        Path = PathRule.Mount,
    };

    public static readonly ValueSchema Mounts = ListOf(Mount) with
    {
        UniqueItems = true,
        Key = ShortForms.ShortMount.Key,
        MissingKeyMessage = "service volume {0} is missing a mount target"
    };
}
