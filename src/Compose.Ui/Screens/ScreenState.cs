using System.Collections.Immutable;
using Compose.Ui.Model;

namespace Compose.Ui.Screens;

/// <summary>What the terminal shows: the newest documents, the lines, and what the user has chosen.</summary>
internal sealed class ScreenState
{
    public const int MostLines = 20_000;
    private readonly List<ScreenLine> _lines = [];

    public StateDocument? Stack { get; private set; }
    public ImmutableArray<UsageDocument> Usage { get; private set; } = [];
    public RunDocument? Run { get; set; }

    /// <summary>Steps of the next `up`.</summary>
    public int Steps { get; private set; }

    public long Missed { get; set; }
    public DateTimeOffset Now { get; set; }

    /// <summary>The name of the chosen service.</summary>
    public string? Selected { get; private set; }

    public bool IsOnlySelected { get; set; }
    public bool Wraps { get; set; }
    public bool ShowsHelp { get; set; }
    public bool IsTyping { get; set; }
    public string Search { get; set; } = "";

    /// <summary>The first line that is shown among those that pass the filters; null follows the newest.</summary>
    public int? Top { get; set; }

    /// <summary>Lines that the last frame had room for.</summary>
    public int Room { get; set; } = 1;

    public ScreenQuestion? Question { get; set; }

    public ImmutableArray<ServiceDocument> Services => Stack?.Services ?? [];

    public ServiceDocument? Service => Services.FirstOrDefault(service => service.Name == Selected);

    public void Take(UiDocument document)
    {
        Stack = document.State ?? Stack;
        Usage = document.Usage ?? Usage;
        Run = document.Run ?? Run;
        if (document.Plan is { } plan)
            Steps = plan.Document is { } known && known.TryGetProperty("steps", out var steps)
                ? steps.EnumerateArray().Count(step => !step.TryGetProperty("undo", out _)) : 0;
        if (Service is null)
            Selected = Services.Select(service => service.Name).FirstOrDefault();
    }

    /// <summary>Puts a line where its time belongs.</summary>
    public void Take(ScreenLine line)
    {
        var at = _lines.Count;
        while (at > 0 && line.Time.Length > 0 && string.CompareOrdinal(_lines[at - 1].Time, line.Time) > 0)
            at--;
        _lines.Insert(at, line);
        if (_lines.Count <= MostLines)
            return;
        _lines.RemoveRange(0, MostLines / 10);
        Top = Top is { } top ? Math.Max(0, top - (MostLines / 10)) : null;
    }

    /// <summary>The lines that pass the filters.</summary>
    public List<ScreenLine> Lines() =>
        IsOnlySelected || Search.Length > 0 ? _lines.FindAll(IsShown) : _lines;

    /// <summary>The service so many rows further down.</summary>
    public void Select(int by)
    {
        if (Services.IsEmpty)
            return;
        var at = Services.Select(service => service.Name).ToList().IndexOf(Selected ?? "");
        Selected = Services[Math.Clamp(at + by, 0, Services.Length - 1)].Name;
        if (IsOnlySelected)
            Top = null;
    }

    /// <summary>Scrolls the lines. Past the end it follows again.</summary>
    public void Scroll(int by)
    {
        var last = Math.Max(0, Lines().Count - Room);
        var top = Math.Max(0, (Top ?? last) + by);
        Top = top >= last ? null : top;
    }

    private bool IsShown(ScreenLine line) => (!IsOnlySelected || line.Service == Selected)
        && (Search.Length == 0 || line.Text.Contains(Search, StringComparison.OrdinalIgnoreCase));
}
