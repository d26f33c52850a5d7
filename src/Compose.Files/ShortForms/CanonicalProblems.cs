using Compose.Files.Diagnostics;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>NC05xx: short forms that cannot be read.</summary>
internal static class CanonicalProblems
{
    public static Diagnostic NoValue(TreePath path, YamlScalar item) =>
        Diagnostic.Error(DiagnosticCode.NotKeyValue, $"{path}: invalid value {item.Text}, expected key=value", item.Span, "no = in it",
            path: path.ToAttributePath());

    public static Diagnostic SshKey(TreePath path, YamlScalar item) =>
        Diagnostic.Error(DiagnosticCode.InvalidSshKey, $"invalid ssh key \"{item.Text}\"", item.Span, "neither default nor id=path",
            "write `default` for the agent, or id=path for a key", path.ToAttributePath());

    public static Diagnostic Device(TreePath path, YamlScalar item) =>
        Diagnostic.Error(DiagnosticCode.InvalidDevice, $"confusing device mapping, please use long syntax: {item.Text}", item.Span,
            "more than three parts", "a short device is source[:target[:permissions]]", path.ToAttributePath());

    public static Diagnostic ExternalNameDeprecated(TreePath path, YamlScalar name) =>
        Diagnostic.Warning(DiagnosticCode.DeprecatedExternalName,
            $"{path}: external.name is deprecated. Please set name and external: true", name.Span, "",
            $"write `name: {name.Text}` and `external: true`", path.ToAttributePath());

    public static Diagnostic ExternalNameConflict(TreePath path, YamlScalar external, YamlScalar own) =>
        Diagnostic.Error(DiagnosticCode.ConflictingNames, $"{path}: name and external.name conflict; only use name", external.Span,
            "another name", path: path.ToAttributePath()) with
        {
            Related = [new Label(own.Span, "named here")],
        };

    public static Diagnostic Port(TreePath path, YamlScalar item, string reason) =>
        Diagnostic.Error(DiagnosticCode.InvalidShortPort, reason, item.Span, "not a port",
            "a short port is [[IP:]HOST:]CONTAINER[/PROTOCOL]; ports are numbers from 1 to 65535 or ranges", path.ToAttributePath());

    public static Diagnostic Mount(TreePath path, YamlScalar item, string reason) =>
        Diagnostic.Error(DiagnosticCode.InvalidShortVolume, item.Text.Length == 0 ? "invalid empty volume spec"
            : $"invalid spec: {item.Text}: {reason}", item.Span, reason,
            item.Text.EndsWith(':') ? $"write what it becomes in the container behind the colon: {item.Text}/path"
                : "a short volume is [SOURCE:]TARGET[:OPTIONS]", path.ToAttributePath());

    public static Diagnostic UnknownMountOption(TreePath path, YamlScalar item, string option) =>
        Diagnostic.Warning(DiagnosticCode.UnknownVolumeOption, $"{path}: unknown volume option \"{option}\" is ignored", item.Span, "",
            "options are ro, rw, nocopy, z, Z and a propagation", path.ToAttributePath());

    public static Diagnostic OneLetterVolume(TreePath path, YamlScalar item) =>
        Diagnostic.Warning(DiagnosticCode.DriveLetter, $"{path}: \"{item.Text[0]}:\" is read as a Windows drive", item.Span, "",
            "use the long form, or a longer name, for a volume of one letter", path.ToAttributePath());
}
