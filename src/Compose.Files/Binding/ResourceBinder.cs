using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>What the project declares at the top level besides services.</summary>
internal static class ResourceBinder
{
    public static Network Network(string key, YamlNode node)
    {
        var network = node as YamlMapping ?? Empty(node);
        return new Network
        {
            Key = key,
            Name = network.Text("name") ?? key,
            Source = network,
            Driver = network.Text("driver"),
            DriverOpts = network.Strings("driver_opts"),
            Ipam = network.Object("ipam", Ipam) ?? new Ipam(),
            External = network.Flag("external"),
            Internal = network.Flag("internal"),
            Attachable = network.Flag("attachable"),
            Labels = network.Strings("labels"),
            EnableIPv4 = network.OptionalFlag("enable_ipv4"),
            EnableIPv6 = network.OptionalFlag("enable_ipv6"),
        };
    }

    public static Volume Volume(string key, YamlNode node)
    {
        var volume = node as YamlMapping ?? Empty(node);
        return new Volume
        {
            Key = key,
            Name = volume.Text("name") ?? key,
            Source = volume,
            Driver = volume.Text("driver"),
            DriverOpts = volume.Strings("driver_opts"),
            External = volume.Flag("external"),
            Labels = volume.Strings("labels"),
        };
    }

    /// <summary>
    /// The content of a variable is read here, because nothing later knows the environment; it is in no tree, so nothing prints it.
    /// </summary>
    public static FileObject FileObject(string key, YamlNode node, ComposeEnvironment environment)
    {
        var file = node as YamlMapping ?? Empty(node);
        var variable = file.Text("environment");
        return new FileObject
        {
            Key = key,
            Name = file.Text("name") ?? key,
            Source = file,
            File = file.Text("file"),
            Environment = variable,
            Content = variable is { Length: > 0 } ? environment.Find(variable) : file.Text("content"),
            External = file.Flag("external"),
            Labels = file.Strings("labels"),
            Driver = file.Text("driver"),
            DriverOpts = file.Strings("driver_opts"),
            TemplateDriver = file.Text("template_driver"),
        };
    }

    public static ModelDefinition Model(string key, YamlNode node)
    {
        var model = node as YamlMapping ?? Empty(node);
        return new ModelDefinition
        {
            Key = key,
            Source = model,
            Name = model.Text("name"),
            Model = model.Text("model") ?? "",
            ContextSize = model.Int("context_size"),
            RuntimeFlags = model.Texts("runtime_flags"),
        };
    }

    private static Ipam Ipam(YamlMapping ipam) => new()
    {
        Driver = ipam.Text("driver"),
        Pools = ipam.List("config", Pool),
        Options = ipam.Strings("options"),
    };

    private static IpamPool Pool(YamlMapping pool) => new()
    {
        Subnet = pool.Text("subnet"),
        Gateway = pool.Text("gateway"),
        IpRange = pool.Text("ip_range"),
        AuxAddresses = pool.Strings("aux_addresses"),
    };

    private static YamlMapping Empty(YamlNode node) => new(node.Span, []);
}
