using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>One place of a container can be mounted once.</summary>
internal static class MountTargets
{
    public static void Check(string service, YamlMapping tree, DiagnosticBag diagnostics)
    {
        var temporary = tree.Items("tmpfs");
        var mounts = tree.Items("volumes");
        if (temporary.Length + mounts.Length < 2)
            return;
        var seen = new Dictionary<string, (string Place, SourceSpan Span)>(StringComparer.Ordinal);
        for (var i = 0; i < temporary.Length; i++)
            if (temporary[i] is YamlScalar path)
                Add(path.Text.Split(':')[0], $"services.{service}.tmpfs[{i}]", path.Span);
        for (var i = 0; i < mounts.Length; i++)
            if (mounts[i] is YamlMapping mount)
                Add(mount.Text("target") ?? "", $"services.{service}.volumes[{i}]", mount["target"]?.Span ?? mount.Span);

        void Add(string target, string place, SourceSpan span)
        {
            if (seen.TryAdd(target, (place, span)))
                return;
            var first = seen[target];
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.DuplicateMountTarget,
                $"{place}: target {target} already mounted as {first.Place}", span, "mounted a second time", "remove one of the two",
                AttributePath.Parse(place)) with
            {
                Related = [new Label(first.Span, "mounted here first")],
            });
        }
    }
}
