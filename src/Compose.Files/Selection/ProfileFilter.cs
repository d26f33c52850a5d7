using System.Collections.Immutable;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Selection;

/// <summary>A service is on when it has no profile, or one of its profiles is active, or all are (<c>*</c>).</summary>
public static class ProfileFilter
{
    public static SelectedTree Apply(YamlMapping tree, ImmutableArray<string> active)
    {
        var services = tree.Mapping("services");
        if (services is null)
            return new SelectedTree(tree, new YamlMapping(SourceSpan.None, []));
        return Split(tree, services, entry => IsOn(entry.Value, active));
    }

    /// <summary>A service named on the command line is on whatever its profiles are, and they are then active for all.</summary>
    public static SelectedTree Enable(SelectedTree selected, ImmutableArray<string> names, ImmutableArray<string> active)
    {
        var wanted = active.ToBuilder();
        foreach (var name in names)
            if (selected.Disabled[name] is YamlMapping service)
                foreach (var profile in service.Items("profiles"))
                    wanted.Add(((YamlScalar)profile).Text);
        if (wanted.Count == active.Length)
            return selected;
        var services = selected.Services;
        var all = services.With(services.Entries.AddRange(selected.Disabled.Entries));
        var profiles = wanted.ToImmutable();
        return Split(selected.Tree, all, entry => IsOn(entry.Value, profiles));
    }

    internal static SelectedTree Split(YamlMapping tree, YamlMapping services, Func<YamlEntry, bool> isOn)
    {
        var on = ImmutableArray.CreateBuilder<YamlEntry>(services.Count);
        var off = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (var entry in services.Entries)
            (isOn(entry) ? on : off).Add(entry);
        var disabled = services.With(off.ToImmutable());
        return off.Count == 0 ? new SelectedTree(tree.With("services", services), disabled)
            : new SelectedTree(tree.With("services", services.With(on.ToImmutable())), disabled);
    }

    private static bool IsOn(YamlNode service, ImmutableArray<string> active)
    {
        if (service is not YamlMapping mapping || mapping.Items("profiles") is not { IsEmpty: false } profiles)
            return true;
        foreach (var wanted in active)
        {
            if (wanted == "*")
                return true;
            foreach (var profile in profiles)
                if (profile is YamlScalar scalar && scalar.Text == wanted)
                    return true;
        }

        return false;
    }

    public static string? Help(string name, YamlMapping service)
    {
        var profiles = service.Items("profiles").OfType<YamlScalar>().Select(profile => profile.Text).ToList();
        return profiles.Count == 0
            ? $"service \"{name}\" is not selected"
            : $"service \"{name}\" is off because none of its profiles is active: enable it with --profile {profiles[0]}";
    }
}
