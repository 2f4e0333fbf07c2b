import type { Words } from '../words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  'An expression cannot import anything.': 'Ein Ausdruck kann nichts importieren.',
  'Neither `import.meta` nor `new.target` exists in an expression.':
    'Weder `import.meta` noch `new.target` gibt es in einem Ausdruck.',
  'An expression cannot export anything: use `return`.':
    'Ein Ausdruck kann nichts exportieren: Benutzen Sie `return`.',
  'An expression has at most {count} characters.': 'Ein Ausdruck hat höchstens {count} Zeichen.',
  'The expression is nested too deeply.': 'Der Ausdruck ist zu tief verschachtelt.',
  'There is nothing at a negative index: write `.at(-1)`.':
    'An einer negativen Stelle ist nichts: Schreiben Sie `.at(-1)`.',
  '{problem}: here {what}.': '{problem:words}: Hier {what:words}.',
  '…the line ends': 'endet die Zeile',
  '…the line is indented': 'ist die Zeile eingerückt',
  '…the block ends': 'endet der Block',
  '…the text ends': 'endet der Text',
  '…there is `{text}`': 'steht `{text}`',
  'A star stands only before an item of a list or an argument.':
    'Ein Stern steht nur vor einem Element einer Liste oder einem Argument.',
  'A `lambda` cannot `yield`: write a function.':
    'Ein `lambda` kann kein `yield`: Schreiben Sie eine Funktion.',
  'Nothing can be assigned to this.': 'Dem lässt sich nichts zuweisen.',
  'The expression itself cannot `yield`: it returns one value.':
    'Der Ausdruck selbst kann kein `yield`: Er gibt einen Wert zurück.',
  'The module `{name}` cannot be imported: expressions have re, ipaddress, datetime, json, math and hashlib.':
    'Das Modul `{name}` lässt sich nicht importieren: Ausdrücke haben re, ipaddress, datetime, json, math und hashlib.',
  'No function around this one has a name `{name}`.':
    'Keine Funktion um diese herum hat einen Namen `{name}`.',
  'A star stands only before an item of a list.': 'Ein Stern steht nur vor einem Element einer Liste.',
  'Matrices cannot be multiplied by `@` in an expression.':
    'Matrizen lassen sich in einem Ausdruck nicht mit `@` multiplizieren.',
  'Items with one star come before those with two.': 'Elemente mit einem Stern kommen vor denen mit zweien.',
  'A generator beside other values needs brackets.': 'Ein Generator neben anderen Werten braucht Klammern.',
  'Values without a name come before those that have one.':
    'Werte ohne Namen kommen vor denen, die einen haben.',
  'Complex numbers do not exist in expressions.': 'Komplexe Zahlen gibt es in Ausdrücken nicht.',
  'A number has at most 4,300 digits.': 'Eine Zahl hat höchstens 4.300 Ziffern.',
  'Only one name can have a star here.': 'Nur ein Name kann hier einen Stern haben.',
  'Nothing can be assigned to this: write a name, `object.attribute` or `object[key]`.':
    'Dem lässt sich nichts zuweisen: Schreiben Sie einen Namen, `object.attribute` oder `object[key]`.',
  'There are two parameters `{name}`.': 'Es gibt zwei Parameter `{name}`.',
  'No parameter comes after the one with two stars.':
    'Nach dem Parameter mit zwei Sternen kommt keiner mehr.',
  'A function has at most one parameter with a star.':
    'Eine Funktion hat höchstens einen Parameter mit Stern.',
  'After a lone star comes at least one parameter.':
    'Nach einem einzelnen Stern kommt mindestens ein Parameter.',
  'A `/` comes once, after the first parameters.': 'Ein `/` kommt einmal, nach den ersten Parametern.',
  'A parameter without a default comes before those that have one.':
    'Ein Parameter ohne Vorgabe kommt vor denen, die eine haben.',
  'Text and bytes cannot stand behind each other.': 'Text und Bytes können nicht hintereinander stehen.',
  'Bytes are written with ASCII characters only.': 'Bytes werden nur mit ASCII-Zeichen geschrieben.',
  'A single `}` in an f-string is written `}}`.': 'Ein einzelnes `}` in einem f-String schreibt man `}}`.',
  'A `{` in an f-string is never closed.': 'Ein `{` in einem f-String wird nie geschlossen.',
  'Between the braces of an f-string a value is missing.':
    'Zwischen den Klammern eines f-Strings fehlt ein Wert.',
  'After `!` in an f-string comes `r`, `s` or `a`.': 'Nach `!` in einem f-String kommt `r`, `s` oder `a`.',
  'This stands behind the value in the braces.': 'Das steht hinter dem Wert in den Klammern.',
  'Classes cannot be made in an expression: use functions, dicts and tuples.':
    'Klassen lassen sich in einem Ausdruck nicht bilden: Benutzen Sie Funktionen, dicts und Tupel.',
  'This line is indented, but no block begins before it.':
    'Diese Zeile ist eingerückt, aber davor beginnt kein Block.',
  'Functions cannot be decorated in an expression: call the function yourself.':
    'Funktionen lassen sich in einem Ausdruck nicht dekorieren: Rufen Sie die Funktion selbst auf.',
  'There are too many `elif`.': 'Es gibt zu viele `elif`.',
  'An `except` without a kind of error comes last.': 'Ein `except` ohne Art des Fehlers kommt zuletzt.',
  'Several kinds of error need brackets: `except (KeyError, TypeError):`.':
    'Mehrere Arten von Fehlern brauchen Klammern: `except (KeyError, TypeError):`.',
  'This begins a block and needs a line of its own.':
    'Das beginnt einen Block und braucht eine eigene Zeile.',
  'Several names cannot be changed at once by `{operator}=`.':
    'Mehrere Namen lassen sich nicht zugleich mit `{operator}=` ändern.',
  'Only a single name can have a type.': 'Nur ein einzelner Name kann einen Typ haben.',
  'An expression belongs to no package: import a module by its whole name.':
    'Ein Ausdruck gehört zu keinem Paket: Importieren Sie ein Modul mit seinem ganzen Namen.',
  'Name what you import: `from module import name`.':
    'Nennen Sie, was Sie importieren: `from module import name`.',
  'A character cannot be named by `\\N{…}`: write the character itself, or `\\u` with its number.':
    'Ein Zeichen lässt sich nicht mit `\\N{…}` nennen: Schreiben Sie das Zeichen selbst, oder `\\u` mit seiner Nummer.',
  'After `\\{letter}` come {count} hexadecimal digits of a character.':
    'Nach `\\{letter}` kommen {count} hexadezimale Ziffern eines Zeichens.',
  'The indentation of this line fits to no line above it.':
    'Die Einrückung dieser Zeile passt zu keiner Zeile darüber.',
  'A backslash stands only at the end of a line or in a text.':
    'Ein Backslash steht nur am Ende einer Zeile oder in einem Text.',
  'A whole number does not begin with 0: write `0o` in front of an octal number.':
    'Eine ganze Zahl beginnt nicht mit 0: Schreiben Sie `0o` vor eine oktale Zahl.',
  'The character `{character}` means nothing in Python.':
    'Das Zeichen `{character}` bedeutet in Python nichts.',
  'A `{bracket}` is never closed.': 'Ein `{bracket}` wird nie geschlossen.',
  'Nothing is open that `{bracket}` could close.': 'Es ist nichts offen, was `{bracket}` schließen könnte.',
  'This text is never ended: its closing quote is missing.':
    'Dieser Text endet nie: Sein schließendes Anführungszeichen fehlt.',
  'A `{` in this text is never closed.': 'Ein `{` in diesem Text wird nie geschlossen.',
  '`in` asks for keys, not for members: write `list.includes(value)`, or `Object.hasOwn(object, key)`.':
    '`in` fragt nach Schlüsseln, nicht nach Elementen: Schreiben Sie `list.includes(value)`, oder `Object.hasOwn(object, key)`.',
  "`{name}`: names with two underscores on both sides are Python's own. Choose another name.":
    '`{name}`: Namen mit zwei Unterstrichen auf beiden Seiten gehören Python selbst. Wählen Sie einen anderen Namen.',
  '`{name}` cannot be assigned to here.': '`{name}` lässt sich hier nichts zuweisen.',
  '`...` means nothing in an expression: write `pass` or a value.':
    '`...` bedeutet in einem Ausdruck nichts: Schreiben Sie `pass` oder einen Wert.',
  "`{name}` is the name of this comprehension's own items.":
    '`{name}` ist der Name der eigenen Elemente dieser Abstraktion.',
  '`yield` stands only in a function.': '`yield` steht nur in einer Funktion.',
  '`{member}` cannot be imported from `{module}`: it does not exist in expressions.':
    '`{member}` lässt sich nicht aus `{module}` importieren: In Ausdrücken gibt es das nicht.',
  '`yield` needs brackets here: `(yield value)`.': '`yield` braucht hier Klammern: `(yield value)`.',
  '`await` is not needed: every call waits for its answer. Leave it out.':
    '`await` ist nicht nötig: Jeder Aufruf wartet auf seine Antwort. Lassen Sie es weg.',
  '`.{name}` is inside of Python, where expressions cannot look.':
    '`.{name}` liegt im Inneren von Python, wohin Ausdrücke nicht sehen können.',
  '`{name}` is given twice.': '`{name}` ist zweimal angegeben.',
  '`{name}` is inside of Python, where expressions cannot look.':
    '`{name}` liegt im Inneren von Python, wohin Ausdrücke nicht sehen können.',
  '`async for` does not exist in expressions: write `for`.':
    '`async for` gibt es in Ausdrücken nicht: Schreiben Sie `for`.',
  '`with` does not exist in expressions: there are no files and no locks.':
    '`with` gibt es in Ausdrücken nicht: Es gibt weder Dateien noch Sperren.',
  '`async` is not needed: every call waits for its answer. Leave it out.':
    '`async` ist nicht nötig: Jeder Aufruf wartet auf seine Antwort. Lassen Sie es weg.',
  '`match` does not exist in expressions: write `if`, `elif` and `else`.':
    '`match` gibt es in Ausdrücken nicht: Schreiben Sie `if`, `elif` und `else`.',
  '`except*` does not exist in expressions: write `except`.':
    '`except*` gibt es in Ausdrücken nicht: Schreiben Sie `except`.',
  '`{word}` stands only in a loop.': '`{word}` steht nur in einer Schleife.',
  '`nonlocal` stands only in a function inside of another.':
    '`nonlocal` steht nur in einer Funktion innerhalb einer anderen.',
  '`yield` cannot stand in a comprehension.': '`yield` kann nicht in einer Abstraktion stehen.',
  '`{text}` is no number.': '`{text}` ist keine Zahl.',
  '`{one}` does not close `{other}`.': '`{one}` schließt `{other}` nicht.',
};
