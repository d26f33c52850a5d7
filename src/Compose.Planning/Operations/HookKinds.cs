namespace Compose.Planning.Operations;

/// <summary>The attribute of a service that declares hooks of a kind.</summary>
public static class HookKinds
{
    public static string Name(this HookKind kind) => kind switch
    {
        HookKind.PreStart => "pre_start",
        HookKind.PostStart => "post_start",
        _ => "pre_stop",
    };
}
