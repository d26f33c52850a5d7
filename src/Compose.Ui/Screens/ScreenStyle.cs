namespace Compose.Ui.Screens;

/// <summary>Colours of the screen. States have a sign beside the colour.</summary>
internal static class ScreenStyle
{
    private static readonly string[] Colors = ["36", "33", "35", "32", "34", "31"];

    public static string Bold(string text) => Wrap("1", text);
    public static string Dim(string text) => Wrap("2", text);
    public static string Bad(string text) => Wrap("31", text);
    public static string Chosen(string text) => Wrap("7", text);

    /// <summary>A service has the same colour in all places.</summary>
    public static string Service(int index, string text) => Wrap(Colors[Math.Max(0, index) % Colors.Length], text);

    public static string State(string state, string text) => Wrap(
        state switch
        {
            "healthy" or "running" or "Done" => "32",
            "unhealthy" or "failed" or "Error" => "31",
            "stopped" or "absent" or "paused" => "2",
            _ => "33",
        },
        text);

    public static string Sign(string state) => state switch
    {
        "healthy" or "running" or "Done" => "●",
        "unhealthy" or "failed" or "Error" => "▲",
        "stopped" or "paused" => "■",
        "absent" => "○",
        _ => "◐",
    };

    private static string Wrap(string codes, string text) => text.Length == 0 ? "" : $"\e[{codes}m{text}\e[0m";
}
