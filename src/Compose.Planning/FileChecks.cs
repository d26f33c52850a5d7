using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>Configs and secrets that cannot be given to a container, said before anything is made.</summary>
internal static class FileChecks
{
    /// <summary>Of a service whose containers are to be created.</summary>
    public static void Referenced(PlanBuilder steps, ComposeProject project, Service service)
    {
        foreach (var secret in service.Secrets)
            Kept(steps, project.Secrets, secret, "secret");
        foreach (var config in service.Configs)
            Kept(steps, project.Configs, config, "config");
    }

    /// <summary>Of files that are to be written into a container.</summary>
    public static void Injected(PlanBuilder steps, Service service, ImmutableArray<InjectedFile> files)
    {
        foreach (var file in files)
        {
            var source = file.Object.Source;
            if (file.Object is { Content: null, Environment: { Length: > 0 } variable })
                Say(steps, PlanningCodes.VariableMissing, $"environment variable \"{variable}\" required by {file.Kind} \"{file.Object.Name}\" is not set",
                    source?["environment"]?.Span ?? default, "not set", $"set {variable} in the shell or in .env");
            if (service.ReadOnly)
                Say(steps, PlanningCodes.ReadOnlyRoot,
                    $"cannot create {file.Kind} \"{file.Object.Name}\" in read-only service {service.Name}: `file` is the sole supported option",
                    service.Source["read_only"]?.Span ?? service.NameSpan, "nothing can be written into the container",
                    $"keep the {file.Kind} in a file and name it with `file:`, or remove read_only");
        }
    }

    private static void Kept(PlanBuilder steps, NamedMap<FileObject> objects, FileReference reference, string kind)
    {
        if (!objects.TryGet(reference.Source, out var found))
            return;
        if (found.External)
            Unsupported("external", $"unsupported external {kind} {found.Name}", $"only a swarm keeps {kind}s; give it a `file:`, `environment:`{(kind == "config" ? " or `content:`" : "")}");
        else if (found.Driver is { Length: > 0 })
            Unsupported("driver", $"unsupported {kind} driver {found.Driver}", "only a swarm has them");
        else if (found.TemplateDriver is { Length: > 0 })
            Unsupported("template_driver", $"unsupported {kind} template_driver {found.TemplateDriver}", "only a swarm has them");

        void Unsupported(string attribute, string summary, string help) =>
            Say(steps, PlanningCodes.ExternalFile, summary, found.Source?[attribute]?.Span ?? default, "not on a single engine", help);
    }

    private static void Say(PlanBuilder steps, string code, string summary, SourceSpan span, string label, string help) =>
        steps.Say(Diagnostic.Error(code, summary, span, label, help));
}
