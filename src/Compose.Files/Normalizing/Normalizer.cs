using Compose.Files.Environment;
using Compose.Files.Text;
using Compose.Files.Values;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>
/// What a file leaves unsaid and every later stage relies on: networks, names, dependencies, values from the environment.
/// </summary>
public static class Normalizer
{
    public static YamlMapping Apply(YamlMapping tree, string project, ComposeEnvironment environment)
    {
        tree = tree.With("name", YamlScalar.String(tree["name"]?.Span ?? SourceSpan.None, project));
        tree = ImplicitNetworks.Apply(tree);
        tree = tree.MapMembers("services", (_, service) => Service(service, environment));
        tree = ImplicitDependencies.Apply(tree);
        return Names.Apply(tree, project);
    }

    private static YamlMapping Service(YamlMapping service, ComposeEnvironment environment) => service
        .Map("pull_policy", PullPolicy)
        .MapMapping("build", build => Build(build, environment))
        .Map("environment", variables => BareKeys.Resolve(variables, environment, keepUnset: true))
        .MapObjects("volumes", volume => volume.Map("target", CleanTarget))
        .MapObjects("pre_start", hook => Hook(hook, service));

    private static YamlNode PullPolicy(YamlNode policy) =>
        policy is YamlScalar { Text: "if_not_present" } ? YamlScalar.String(policy.Span, "missing") : policy;

    private static YamlMapping Build(YamlMapping build, ComposeEnvironment environment)
    {
        if (build["context"] is null or { IsNull: true })
            build = build.With("context", YamlScalar.String(build.Span, "."));
        if (build["dockerfile"] is null or { IsNull: true } && build["dockerfile_inline"] is null or { IsNull: true })
            build = build.With("dockerfile", YamlScalar.String(SourceSpan.None, "Dockerfile"));
        return build.Map("args", arguments => BareKeys.Resolve(arguments, environment, keepUnset: false));
    }

    private static YamlNode CleanTarget(YamlNode target)
    {
        if (target is not YamlScalar scalar)
            return target;
        var clean = CleanPath.Clean(scalar.Text);
        return clean == scalar.Text ? target : YamlScalar.String(target.Span, clean);
    }

    private static YamlMapping Hook(YamlMapping hook, YamlMapping service) => HookImage(hook, service)
        .Map("pull_policy", PullPolicy)
        .MapObjects("volumes", volume => volume.Map("target", CleanTarget));

    private static YamlMapping HookImage(YamlMapping hook, YamlMapping service) =>
        hook.Contains("image") || service["image"] is not YamlScalar { Text.Length: > 0 } image ? hook : hook.With("image", image);
}
