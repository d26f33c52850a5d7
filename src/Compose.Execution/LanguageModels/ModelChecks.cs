using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.LanguageModels;

/// <summary>Models need the plugin: checked before anything is made, because a service would start without its variables.</summary>
internal static class ModelChecks
{
    public static IEnumerable<Diagnostic> Check(ModelRunner runner, ComposeProject project) =>
        runner.Program is not null ? [] : project.Services.Values.Where(service => service.Models.Count > 0).Select(NotFound);

    private static Diagnostic NotFound(Service service) => Diagnostic.Error(
        DiagnosticCode.ModelRunnerNotFound, $"services.{service.Name}.models: 'models' support requires Docker Model plugin",
        service.Source.Entries.FirstOrDefault(entry => entry.Key == "models") is { KeySpan: { IsNone: false } span } ? span
            : service.NameSpan,
        "docker-model was not found", "install the plugin, or remove models and pass the address of a model server with environment",
        AttributePath.Of("services", service.Name, "models"));
}
