using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Plans;

namespace Compose.Planning.Containers;

/// <summary>Configs and secrets that a container cannot get, reported before anything is created.</summary>
internal static class ConfigFileChecks
{
    /// <summary>Checks a service whose containers are to be created.</summary>
    public static void CheckReferenced(PlanBuilder steps, ComposeProject project, Service service)
    {
        foreach (var secret in service.Secrets)
            CheckSource(steps, project.Secrets, secret, "secret");
        foreach (var config in service.Configs)
            CheckSource(steps, project.Configs, config, "config");
    }

    /// <summary>Checks files that are written into a container.</summary>
    public static void CheckInjected(PlanBuilder steps, Service service, ImmutableArray<InjectedFile> files)
    {
        foreach (var file in files)
        {
            var source = file.Object.Source;
            if (file.Object is { Content: null, Environment: { Length: > 0 } variable })
                Report(steps, DiagnosticCode.ContentVariableNotSet,
                    $"environment variable \"{variable}\" required by {file.Kind} \"{file.Object.Name}\" is not set",
                    source?["environment"]?.Span ?? default, "not set", $"set {variable} in the shell or in .env");
            if (service.ReadOnly)
                Report(steps, DiagnosticCode.ReadOnlyContainer,
                    $"cannot create {file.Kind} \"{file.Object.Name}\" in read-only service {service.Name}: "
                        + "`file` is the sole supported option",
                    service.Source["read_only"]?.Span ?? service.NameSpan, "nothing can be written into the container",
                    $"keep the {file.Kind} in a file and name it with `file:`, or remove read_only");
        }
    }

    private static void CheckSource(PlanBuilder steps, NamedMap<FileObject> objects, FileReference reference, string kind)
    {
        if (!objects.TryGet(reference.Source, out var found))
            return;
        if (found.External)
            Unsupported("external", $"unsupported external {kind} {found.Name}",
                $"only a swarm keeps {kind}s; give it a `file:`, `environment:`{(kind == "config" ? " or `content:`" : "")}");
        else if (found.Driver is { Length: > 0 })
            Unsupported("driver", $"unsupported {kind} driver {found.Driver}", "only a swarm has them");
        else if (found.TemplateDriver is { Length: > 0 })
            Unsupported("template_driver", $"unsupported {kind} template_driver {found.TemplateDriver}", "only a swarm has them");

        void Unsupported(string attribute, string summary, string help) =>
            Report(steps, DiagnosticCode.ExternalConfigOrSecret, summary, found.Source?[attribute]?.Span ?? default,
                "not on a single engine", help);
    }

    private static void Report(PlanBuilder steps, DiagnosticCode code, string summary, SourceSpan span, string label, string help) =>
        steps.Report(Diagnostic.Error(code, summary, span, label, help));
}
