using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>Values that hold where a file says nothing, even with --no-normalize.</summary>
public static class Defaults
{
    /// <param name="tree">The merged tree.</param>
    /// <param name="isInterpolated">Docker Compose leaves the bind options of a volume alone (`name:/target:z`) when it does not
    /// interpolate.</param>
    public static YamlMapping Apply(YamlMapping tree, bool isInterpolated) =>
        tree.MapMembers("services", (_, service) => Service(service, isInterpolated));

    private static YamlMapping Service(YamlMapping service, bool isInterpolated) => service
        .MapMapping("build", BuildContext)
        .MapObjects("secrets", SecretTarget)
        .MapObjects("ports", Port)
        .MapObjects("gpus", DeviceCount)
        .MapObjects("volumes", volume => isInterpolated || volume.Text("type") == "bind" ? volume.MapMapping("bind", HostPath) : volume)
        .MapMapping("deploy", deploy => deploy
            .MapMapping("resources", resources => resources
                .MapMapping("reservations", reservations => reservations.MapObjects("devices", DeviceCount))));

    private static YamlMapping BuildContext(YamlMapping build) => WithDefault(build, "context", ".");

    private static YamlMapping SecretTarget(YamlMapping secret) =>
        secret.Contains("target") ? secret : WithDefault(secret, "target", "/run/secrets/" + secret.Text("source"));

    private static YamlMapping Port(YamlMapping port) => WithDefault(WithDefault(port, "protocol", "tcp"), "mode", "ingress");

    private static YamlMapping DeviceCount(YamlMapping request) =>
        request.Contains("count") || request.Contains("device_ids") ? request : WithDefault(request, "count", "all");

    private static YamlMapping HostPath(YamlMapping bind) =>
        bind.Contains("create_host_path") ? bind : bind.With("create_host_path", YamlScalar.Boolean(SourceSpan.None, true));

    private static YamlMapping WithDefault(YamlMapping mapping, string key, string value) =>
        mapping.Contains(key) ? mapping : mapping.With(key, YamlScalar.String(SourceSpan.None, value));
}
