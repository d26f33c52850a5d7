namespace Compose.Files.Environment;

/// <summary>Switches in variables, as Go programs read them.</summary>
public static class GoValue
{
    public static bool? ParseBool(string value) => value switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => null,
    };

    /// <summary>A COMPOSE_* switch: anything that is not clearly yes is no.</summary>
    public static bool IsTruthy(string? value)
    {
        var text = (value ?? "").Trim().ToLowerInvariant();
        return text == "y" || ParseBool(text) == true;
    }
}
