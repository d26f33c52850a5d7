namespace Compose.Ui.Screens;

/// <summary>Keys that change what is shown. Those that change the stack are in <see cref="ScreenActions"/>.</summary>
internal static class ScreenCommands
{
    /// <summary>False for a key with another meaning.</summary>
    public static bool Apply(ScreenState state, string key) => state switch
    {
        _ when key is "interrupt" => false,
        { IsTyping: true } => Type(state, key),
        { Question: not null } => key is not ("y" or "enter") && Leave(state, key),
        { ShowsHelp: true } => CloseHelp(state, key),
        _ => Show(state, key),
    };

    private static bool CloseHelp(ScreenState state, string key)
    {
        // The tick of the clock is no key.
        state.ShowsHelp = key.Length == 0;
        return true;
    }

    private static bool Type(ScreenState state, string key)
    {
        switch (key)
        {
            case "enter":
                state.IsTyping = false;
                break;
            case "escape":
                (state.IsTyping, state.Search) = (false, "");
                break;
            case "backspace":
                state.Search = state.Search.Length > 0 ? state.Search[..^(char.IsLowSurrogate(state.Search[^1]) ? 2 : 1)] : "";
                break;
            case { Length: > 0 } when key.EnumerateRunes().Skip(1).Any():
                break;
            default:
                state.Search += key;
                break;
        }

        state.Top = null;
        return true;
    }

    private static bool Leave(ScreenState state, string key)
    {
        if (key is "n" or "escape" or "q")
            state.Question = null;
        return true;
    }

    private static bool Show(ScreenState state, string key)
    {
        Action? change = key switch
        {
            "" => () => { }
            ,
            "up" or "k" => () => state.Select(-1),
            "down" or "j" => () => state.Select(1),
            "enter" or "l" => () => (state.IsOnlySelected, state.Top) = (!state.IsOnlySelected, null),
            "/" => () => state.IsTyping = true,
            "escape" => () => Reset(state),
            "page-up" => () => state.Scroll(-state.Room),
            "page-down" => () => state.Scroll(state.Room),
            "half-up" => () => state.Scroll(-state.Room / 2),
            "half-down" => () => state.Scroll(state.Room / 2),
            "g" or "home" => () => state.Top = 0,
            "G" or "end" => () => state.Top = null,
            "f" or " " => () => state.Top = state.Top is null ? Math.Max(0, state.Lines().Count - state.Room) : null,
            "w" => () => state.Wraps = !state.Wraps,
            "?" => () => state.ShowsHelp = true,
            _ => null,
        };
        change?.Invoke();
        return change is not null;
    }

    /// <summary>Takes back the last choice: the text, then the service, then the message of an action.</summary>
    private static void Reset(ScreenState state)
    {
        if (state.Search.Length > 0)
            state.Search = "";
        else if (state.IsOnlySelected)
            state.IsOnlySelected = false;
        else
            state.Run = null;
    }
}
