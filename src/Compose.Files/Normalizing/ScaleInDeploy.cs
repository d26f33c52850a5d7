using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>`scale` is also the number of replicas of a `deploy` that says none; Docker Compose prints it there.</summary>
internal static class ScaleInDeploy
{
    public static YamlMapping Apply(YamlMapping tree) => tree.MapMembers("services", (_, service) =>
        service["scale"] is YamlScalar scale ? service.MapMapping("deploy", deploy => WithReplicas(deploy, scale)) : service);

    private static YamlMapping WithReplicas(YamlMapping deploy, YamlScalar scale)
    {
        if (deploy.Contains("replicas"))
            return deploy;
        // In the order of the table: behind the mode.
        return deploy.With(deploy.Entries.Insert(deploy.IndexOf("mode") + 1, new YamlEntry("replicas", scale.Span, scale)));
    }
}
