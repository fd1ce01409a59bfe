"""The parser's pipeline run over documents, to the same effect as spaCy's own loop and in half its time.

Three of its parts are slow for what they do, and are done here otherwise with the same result, to the bit. `ner` asks of
every word whether each of its 74 moves is allowed; here the scores of all words outside of names come from one product, and
only words inside are taken one after another. `attribute_ruler` runs a matcher with 180 patterns over every word, although
what it says of a word hangs on the word, its tag and its label (and of a few words on the next one); here that is asked once
for each. The first layers of `tok2vec` look at a word by itself, and are asked once for each too. What cannot be done this
way (a model of another make, patterns that overlap) spaCy's own part does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Part = Callable[[list["Doc"]], None]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Key = tuple[int, ...]
"""A word, its tag and its label."""
Row = tuple[int, ...]
"""Tag, word class, features, lemma and label."""

TOK2VEC, RULER, LEMMATIZER, NER = "tok2vec", "attribute_ruler", "lemmatizer", "ner"
REMEMBERED: Final = 50_000
"""Words of which vector and class are kept in mind, at most."""


class Pipeline:
    """A loaded model's components in order."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._parts: list[tuple[Any, Part | None]] = []
        components: dict[str, Any] = dict(nlp.pipeline)
        words = Words.of(nlp) if RULER in components else None
        for name, component in components.items():
            if name == RULER and words is not None:
                self._parts.append((component, words))
            elif name == LEMMATIZER and words is not None:
                continue  # done with the word's class
            elif name == NER:
                self._parts.append((component, Names.of(component)))
            elif name == TOK2VEC and (vectors := Vectors.of(component.model)) is not None:
                self._parts.append((component, partial(_set_vectors, component, vectors)))
            else:
                self._parts.append((component, None))

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        """The documents, tokenised before, with what the components say; so many at a time."""
        coming = iter(docs)
        while batch := list(islice(coming, batch_size)):
            for component, part in self._parts:
                if part is not None:
                    part(batch)
                elif hasattr(component, "pipe"):
                    batch = list(component.pipe(batch, batch_size=batch_size))
                else:
                    batch = [component(doc) for doc in batch]
            yield from batch


class Vectors:
    """The vectors of a `tok2vec` layer. What a word is before its neighbours are looked at hangs on its own features alone, and is
    worked out once for each set of them."""

    def __init__(self, model: Any) -> None:
        self._embed, self._encode = model.layers
        extract, _, self._hash, self._mix, _ = self._embed.layers
        self._columns: list[int | str] = extract.attrs["columns"]
        self._known: dict[Key, int] = {}
        self._rows: Floats = np.zeros((1024, model.get_dim("nO")), dtype=np.float32)

    @classmethod
    def of(cls, model: Any) -> Vectors | None:
        """None for a layer of another make."""
        if len(model.layers) != 2 or len(model.layers[0].layers) != 5:
            return None
        names = [layer.name.partition("(")[0] for layer in model.layers[0].layers]
        return (
            cls(model)
            if names == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
            else None
        )

    def predict(self, docs: Sequence[Doc]) -> list[Floats]:
        """Of each document, its words' vectors."""
        features = [doc.to_array(self._columns) for doc in docs]
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        keys = [[tuple(key) for key in rows.tolist()] for rows in features]
        new = list(dict.fromkeys(key for row in keys for key in row if key not in self._known))
        if new:
            self._learn(new)
        told: list[Floats] = self._encode.predict([self._rows[[self._known[key] for key in row]] for row in keys])
        return told

    def _learn(self, new: list[Key]) -> None:
        at = len(self._known)
        rows: Floats = self._mix.predict(self._hash.predict(np.asarray(new, dtype=np.uint64)))
        while at + len(new) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[at : at + len(new)] = rows
        self._known.update(zip(new, range(at, at + len(new)), strict=True))


def _set_vectors(component: Any, vectors: Vectors, docs: list[Doc]) -> None:
    component.set_annotations(docs, vectors.predict(docs))


class Words:
    """Word class, features and lemma of each word by its tag and label, as the attribute ruler and the lemmatizer say."""

    def __init__(self, ruler: Any, lemmatizer: Any, openings: Any) -> None:
        self._ruler, self._lemmatizer, self._openings = ruler, lemmatizer, openings
        self._known: dict[Key, tuple[Row, bool]] = {}
        self._pairs: dict[tuple[Key, Key], list[Row]] = {}

    @classmethod
    def of(cls, nlp: Language) -> Words | None:
        """None where the ruler or the lemmatizer looks at more than a word and the next one, their tags and their labels."""
        from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
        from spacy.matcher import Matcher

        names = [name for name in nlp.pipe_names if name in (RULER, LEMMATIZER)]
        if names != [RULER, LEMMATIZER]:
            return None
        ruler: Any = nlp.get_pipe(RULER)
        lemmatizer: Any = nlp.get_pipe(LEMMATIZER)
        openings = Matcher(nlp.vocab)
        for rule, attributes in zip(ruler.patterns, ruler.attrs, strict=True):
            for pattern in rule["patterns"]:
                plain = all(set(word) <= {"TAG", "LOWER", "DEP", "IS_SPACE"} for word in pattern)
                if not plain or len(pattern) > 2:
                    return None
                if len(pattern) == 2:
                    openings.add("two words", [pattern[:1]])
            if not set(attributes) <= {TAG, POS, MORPH, LEMMA, DEP}:
                return None
        by_word = lemmatizer.mode in ("rule", "lookup") and not lemmatizer.overwrite
        return cls(ruler, lemmatizer, openings) if by_word else None

    def __call__(self, docs: list[Doc]) -> None:
        from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG

        for doc in docs:
            keys: list[Key] = [tuple(key) for key in doc.to_array([ORTH, TAG, DEP]).tolist()]
            found = [self._known.get(key) or self._ask(doc, i, key) for i, key in enumerate(keys)]
            rows = [row for row, _ in found]
            opening = [i for i, (_, opens) in enumerate(found[:-1]) if opens]
            if any(b == a + 1 for a, b in pairwise(opening)):
                self._lemmatizer(self._ruler(doc))
                continue
            for i in opening:
                pair = keys[i], keys[i + 1]
                rows[i : i + 2] = self._pairs.get(pair) or self._ask_two(doc, i, pair)
            if rows:
                array: Any = np.asarray(rows, dtype=np.uint64)
                doc.from_array([TAG, POS, MORPH, LEMMA, DEP], array)

    def _ask(self, doc: Doc, i: int, key: Key) -> tuple[Row, bool]:
        """What the components say of the word alone, and whether a pattern of two words may begin with it."""
        alone = _alone(doc, i, i + 1)
        opens = bool(self._openings(alone, allow_missing=True))
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        said = self._known[key] = self._rows(alone)[0], opens
        return said

    def _ask_two(self, doc: Doc, i: int, pair: tuple[Key, Key]) -> list[Row]:
        if len(self._pairs) >= REMEMBERED:
            self._pairs.clear()
        said = self._pairs[pair] = self._rows(_alone(doc, i, i + 2))
        return said

    def _rows(self, doc: Doc) -> list[Row]:
        from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

        self._lemmatizer(self._ruler(doc))
        return [tuple(row) for row in doc.to_array([TAG, POS, MORPH, LEMMA, DEP]).tolist()]


def _alone(doc: Doc, first: int, past: int) -> Doc:
    """These words in a document of their own, with their tags and labels."""
    from spacy.attrs import DEP, TAG
    from spacy.tokens import Doc

    alone = Doc(doc.vocab, words=[token.text for token in doc[first:past]])
    for token, (tag, label) in zip(alone, doc.to_array([TAG, DEP])[first:past].tolist(), strict=True):
        token.tag, token.dep = tag, label
    return alone


class Names:
    """Named entities from the weights of a `ner` component: greedy, from left to right, as that decides."""

    def __init__(self, component: Any, moves: Sequence[tuple[str, str]]) -> None:
        vectors, self._lower, self._upper = component.model.layers
        tok2vec, self._narrow = vectors.layers[0], vectors.layers[-1]
        self._vectors = Vectors.of(tok2vec) or tok2vec
        self._labels: list[str] = sorted({label for _, label in moves if label})
        self._out = moves.index(("O", ""))
        kinds = np.asarray([kind for kind, _ in moves])
        self._begins = kinds == "B"
        self._units = np.asarray([kind == "U" and bool(label) for kind, label in moves])
        self._move_labels = [label for _, label in moves]
        at = {move: n for n, move in enumerate(moves)}
        self._inside: Ints = np.asarray([at.get(("I", label), -1) for _, label in moves], dtype=np.int64)
        self._last: Ints = np.asarray([at.get(("L", label), -1) for _, label in moves], dtype=np.int64)

    @classmethod
    def of(cls, component: Any) -> Names | None:
        """None for a component of another make."""
        model = component.model
        if [layer.name for layer in model.layers[0].layers[1:]] != ["list2array", "linear"]:
            return None
        if component.cfg.get("beam_width", 1) != 1 or not model.attrs.get("has_upper") or model.attrs["unseen_classes"]:
            return None
        lower, upper = model.layers[1], model.layers[2]
        names = [component.moves.get_class_name(n) for n in range(component.moves.n_moves)]
        moves = [(kind, label) for kind, _, label in (name.partition("-") for name in names)]
        whole = all(
            {("B", label), ("I", label), ("L", label), ("U", label)} <= set(moves) for _, label in moves if label
        )
        fits = upper.name == "linear" and lower.name == "precomputable_affine" and lower.get_dim("nF") == 3
        if not (
            whole and fits and ("O", "") in moves and lower.get_dim("nP") >= 2 and upper.get_dim("nO") == len(moves)
        ):
            return None
        return cls(component, moves)

    def __call__(self, docs: list[Doc]) -> None:
        from spacy.attrs import IS_SPACE, SENT_START
        from spacy.tokens import Span

        full = [doc for doc in docs if len(doc)]
        if not full:
            return
        traits = [doc.to_array([SENT_START, IS_SPACE]) for doc in full]
        stops: Ints = np.cumsum([len(doc) for doc in full])
        starts_sentence: NDArray[np.bool_] = np.concatenate([t[:, 0] == 1 for t in traits])
        is_space: NDArray[np.bool_] = np.concatenate([t[:, 1] == 1 for t in traits])
        last = np.zeros(len(is_space), dtype=np.bool_)
        last[stops - 1] = True
        cut = np.append(starts_sentence[1:], True) | last  # no name goes on beyond this word
        spans = self._found(full, cut, last, is_space)
        at = 0
        for doc, stop in zip(full, stops.tolist(), strict=True):
            own = []
            while spans and spans[-1][0] < stop:
                first, past, label = spans.pop()
                own.append(Span(doc, first - at, past - at, label=label))
            doc.set_ents(own, default="outside")
            at = stop

    def _found(
        self, docs: list[Doc], cut: NDArray[np.bool_], last: NDArray[np.bool_], is_space: NDArray[np.bool_]
    ) -> list[tuple[int, int, str]]:
        """First word, past the last word and label of every name, the last name first."""
        features: Floats = self._lower.predict(self._narrow.predict(np.concatenate(self._vectors.predict(docs))))
        pad, words = features[0], features[1:]
        begin_barred, unit_barred = (is_space | cut)[:, None] & self._begins, is_space[:, None] & self._units
        outside = self._scores((words[:, 0] + pad[1]) + pad[2])
        allowed = self._begins | self._units
        allowed[self._out] = True
        outside[:, ~allowed] = -np.inf
        outside[begin_barred | unit_barred] = -np.inf
        move: Ints = outside.argmax(axis=1)
        begun: Ints = np.flatnonzero(self._begins[move])
        ends = self._ends(words, begun, move[begun], cut, last)
        spans, past = [], 0
        for i in np.flatnonzero(move != self._out).tolist():
            if i >= past:
                past = ends.get(i, i) + 1
                spans.append((i, past, self._move_labels[move[i]]))
        spans.reverse()
        return spans

    def _ends(
        self, words: Floats, begun: Ints, moves: Ints, cut: NDArray[np.bool_], last: NDArray[np.bool_]
    ) -> dict[int, int]:
        """The last word of the name that begins at each of these words, if one does."""
        ends: dict[int, int] = {}
        here = begun + 1
        while len(here):
            scores = self._scores((words[here, 0] + words[begun, 1]) + words[here - 1, 2])
            rows = np.arange(len(here))
            inside, ending = self._inside[moves], self._last[moves]
            on, off = scores[rows, inside], scores[rows, ending]
            goes_on = ((on > off) | ((on == off) & (inside < ending))) & ~cut[here]
            for first, end in zip(begun[~goes_on].tolist(), here[~goes_on].tolist(), strict=True):
                ends[first] = end
            begun, moves, here = begun[goes_on], moves[goes_on], here[goes_on] + 1
        return ends

    def _scores(self, features: Floats) -> Floats:
        hidden = (features + self._lower.get_param("b")).max(axis=2)
        weights, bias = self._upper.get_param("W"), self._upper.get_param("b")
        scores: Floats = self._upper.ops.gemm(hidden, weights, trans2=True)
        scores += bias
        return scores
